package dev.cardigan.cli;

/** Whether a person is looking. */
final class Terminal {

    /** Set by the launcher, which asks the system; Java's own answer differs between versions. */
    private static final String ERRORS_ARE_SEEN = "cardigan.terminal";

    private Terminal() {}

    /** Whether the error stream is a terminal, on which a line may be drawn again and again. */
    static boolean isWatched() {
        return Boolean.getBoolean(ERRORS_ARE_SEEN);
    }
}
