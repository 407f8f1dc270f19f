package dev.cardigan.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Runs the command line, here or in a process of its own. */
final class Cardigan {

    private Cardigan() {}

    /**
     * @param code the exit code
     * @param out standard output
     * @param err standard error
     */
    record Result(int code, String out, String err) {}

    static Result run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                TrainingMain.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err));
        return new Result(commandLine.execute(texts(arguments)), out.toString(), err.toString());
    }

    /** Starts a JVM with the class path of this one; its output is on {@code getInputStream}. */
    static Process start(List<String> properties, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                        "-Dorg.bytedeco.javacpp.maxBytes=0"));
        command.addAll(properties);
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainingMain.class.getName()));
        command.addAll(List.of(texts(arguments)));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String[] texts(Object... arguments) {
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = String.valueOf(arguments[i]);
        }
        return texts;
    }
}
