package dev.cardigan.error;

/** The disk is full, read-only or failing; names the path and the bytes needed and free. */
public final class StorageException extends CardiganException {

    private static final long serialVersionUID = 1;

    public StorageException(String message) {
        super(message, null);
    }

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 8;
    }
}
