package dev.cardigan.error;

/**
 * Data that cannot be read or does not suit the model; names the file and what was expected of it.
 */
public final class DataException extends CardiganException {

    /** What a process ends with for this reason. */
    public static final int EXIT_CODE = 4;

    private static final long serialVersionUID = 1;

    public DataException(String message) {
        super(message, null);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return EXIT_CODE;
    }
}
