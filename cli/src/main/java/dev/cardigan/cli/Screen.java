package dev.cardigan.cli;

import dev.cardigan.config.Json;
import java.io.Console;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a person or a program sees of a run: sentences, one living line, or a JSON object per line.
 */
final class Screen {

    /** How much is shown, and to whom. */
    enum Mode {
        /** To a person at a terminal: one line that changes in place. */
        LIVE,
        /** To a file or pipe: a line now and then. */
        PLAIN,
        /** To a program. */
        JSON,
        /** Nothing but the outcome. */
        QUIET
    }

    private static final String CLEAR_TO_END = "\u001b[K";

    private final PrintWriter out;
    private final Mode mode;

    Screen(PrintWriter out, Mode mode) {
        this.out = out;
        this.mode = mode;
    }

    /** The mode that suits the options and where the output goes. */
    static Screen to(PrintWriter out, boolean quiet, boolean json) {
        if (json) {
            return new Screen(out, Mode.JSON);
        }
        if (quiet) {
            return new Screen(out, Mode.QUIET);
        }
        return new Screen(out, isTerminal() ? Mode.LIVE : Mode.PLAIN);
    }

    /** A terminal on which colour and moving lines are welcome (https://no-color.org). */
    static boolean isTerminal() {
        String refusal = System.getenv("NO_COLOR");
        return Optional.ofNullable(System.console()).filter(Screen::isInteractive).isPresent()
                && (refusal == null || refusal.isEmpty())
                && !"dumb".equals(System.getenv("TERM"));
    }

    /** From Java 22 on there is a console without a terminal too, and a method that tells. */
    private static boolean isInteractive(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot ask the console what it is", e);
        }
    }

    Mode mode() {
        return mode;
    }

    boolean isForPeople() {
        return mode == Mode.LIVE || mode == Mode.PLAIN;
    }

    /** A line for people. */
    void say(String sentence) {
        if (isForPeople()) {
            print(sentence);
        }
    }

    /** A line that also those who want quiet need. */
    void conclude(String sentence) {
        if (mode != Mode.JSON) {
            print(sentence);
        }
    }

    private void print(String sentence) {
        out.println(mode == Mode.LIVE ? sentence + CLEAR_TO_END : sentence);
        out.flush();
    }

    /** The line that changes in place; whatever is printed next takes its place. */
    void live(String line) {
        out.print(line + CLEAR_TO_END + "\r");
        out.flush();
    }

    /** A line for programs. */
    void event(String name, Map<String, ?> values) {
        if (mode != Mode.JSON) {
            return;
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", name);
        line.putAll(values);
        out.println(Json.writeLine(line));
        out.flush();
    }
}
