package dev.cardigan.error;

/** Tensors whose shapes do not fit together; names the operation and both shapes. */
public final class ShapeException extends CardiganException {

    private static final long serialVersionUID = 1;

    public ShapeException(String message) {
        super(message, null);
    }

    public ShapeException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 10;
    }
}
