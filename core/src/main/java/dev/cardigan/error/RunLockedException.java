package dev.cardigan.error;

/** Another process is writing this run; names its process. */
public final class RunLockedException extends CardiganException {

    private static final long serialVersionUID = 1;

    public RunLockedException(String message) {
        super(message, null);
    }

    public RunLockedException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 6;
    }
}
