package dev.cardigan.error;

/**
 * A setting that does not exist, does not fit its type or contradicts another; names file, line and
 * key.
 */
public final class ConfigException extends CardiganException {

    private static final long serialVersionUID = 1;

    public ConfigException(String message) {
        super(message, null);
    }

    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 3;
    }
}
