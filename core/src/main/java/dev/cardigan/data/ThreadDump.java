package dev.cardigan.data;

import java.util.Comparator;
import java.util.Map;

/** What every thread of this process is doing at the moment, as text. */
final class ThreadDump {

    private ThreadDump() {}

    static String text() {
        StringBuilder text = new StringBuilder("Thread dump:");
        Thread.getAllStackTraces().entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().getName()))
                .forEach(entry -> append(text, entry));
        return text.toString();
    }

    private static void append(StringBuilder text, Map.Entry<Thread, StackTraceElement[]> entry) {
        Thread thread = entry.getKey();
        text.append("\n\"").append(thread.getName()).append("\" ").append(thread.getState());
        for (StackTraceElement frame : entry.getValue()) {
            text.append("\n    at ").append(frame);
        }
    }
}
