package dev.cardigan.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One line of what doctor says.
 *
 * @param what was looked at
 * @param found in words
 * @param remedy what to do; empty when all is well
 */
record Finding(State state, String what, String found, String remedy) {

    enum State {
        OK("32"),
        WARN("33"),
        FAIL("31");

        /** ANSI colour: green, yellow, red. */
        private final String colour;

        State(String colour) {
            this.colour = colour;
        }
    }

    static Finding ok(String what, String found) {
        return new Finding(State.OK, what, found, "");
    }

    static Finding warn(String what, String found, String remedy) {
        return new Finding(State.WARN, what, found, remedy);
    }

    static Finding fail(String what, String found, String remedy) {
        return new Finding(State.FAIL, what, found, remedy);
    }

    boolean isFailure() {
        return state == State.FAIL;
    }

    String text(boolean colour) {
        String word = "%-4s".formatted(stateName());
        String shown = colour ? "\u001b[" + state.colour + "m" + word + "\u001b[0m" : word;
        String line = "%s  %-18s %s\n".formatted(shown, what, found);
        return remedy.isEmpty()
                ? line
                : line + " ".repeat(25) + remedy.replace("\n", "\n" + " ".repeat(25)) + "\n";
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("state", stateName());
        tree.put("what", what);
        tree.put("found", found);
        tree.put("remedy", remedy);
        return tree;
    }

    private String stateName() {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
