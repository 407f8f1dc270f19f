package dev.cardigan.error;

/** Memory ran out; says what was asked for and which setting to lower. */
public final class NativeMemoryException extends CardiganException {

    private static final long serialVersionUID = 1;

    public NativeMemoryException(String message) {
        super(message, null);
    }

    public NativeMemoryException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 9;
    }
}
