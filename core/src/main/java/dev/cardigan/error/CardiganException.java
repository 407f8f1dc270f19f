package dev.cardigan.error;

import org.jspecify.annotations.Nullable;

/**
 * Everything Cardigan throws on purpose. The first line of the message says what happened, where,
 * what was expected and what was found; it is what the user reads. Each kind has an exit code of
 * its own for the command line.
 */
public abstract sealed class CardiganException extends RuntimeException
        permits ConfigException,
                DataException,
                ShapeException,
                CheckpointException,
                RunLockedException,
                DivergedException,
                StorageException,
                NativeMemoryException,
                EngineException {

    private static final long serialVersionUID = 1;

    CardiganException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * The process exit code of this kind of failure, 3 or above (1 is an internal error, 2 a usage
     * error).
     */
    public abstract int exitCode();
}
