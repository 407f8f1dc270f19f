package dev.cardigan.error;

/** A checkpoint or weight file that is damaged, incomplete or belongs to another model. */
public final class CheckpointException extends CardiganException {

    private static final long serialVersionUID = 1;

    public CheckpointException(String message) {
        super(message, null);
    }

    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 5;
    }
}
