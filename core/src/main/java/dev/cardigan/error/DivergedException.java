package dev.cardigan.error;

/** Training produced NaN or infinity and going back to the last good state did not help. */
public final class DivergedException extends CardiganException {

    /** What a process ends with for this reason. */
    public static final int EXIT_CODE = 7;

    private static final long serialVersionUID = 1;

    public DivergedException(String message) {
        super(message, null);
    }

    public DivergedException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return EXIT_CODE;
    }
}
