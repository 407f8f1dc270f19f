package dev.cardigan.error;

/** The engine (libtorch) failed or cannot be loaded on this machine. */
public final class EngineException extends CardiganException {

    private static final long serialVersionUID = 1;

    public EngineException(String message) {
        super(message, null);
    }

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 11;
    }
}
