package dev.cardigan.zoo;

import dev.cardigan.error.ConfigException;

/** What settings of several papers must be. */
final class Require {

    private Require() {}

    /**
     * A number of something.
     *
     * @param key as typed: {@code stylegan2.depth}
     * @throws ConfigException if it is below 1
     */
    static void positive(String key, long value) {
        if (value < 1) {
            throw new ConfigException(key + ": expected at least 1, found " + value);
        }
    }

    /**
     * A share of something.
     *
     * @throws ConfigException if it is not from 0 to 1
     */
    static void share(String key, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new ConfigException(key + ": expected 0 to 1, found " + value);
        }
    }
}
