package dev.cardigan.optim;

import dev.cardigan.error.ConfigException;

/** The bounds that update rules share. */
final class Checks {

    private Checks() {}

    static void learningRate(String rule, double value) {
        positive(rule + ".learningRate", value);
    }

    static void positive(String key, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new ConfigException(key + ": expected more than 0, found " + value);
        }
    }

    static void share(String key, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new ConfigException(
                    key + ": expected at least 0 and less than 1, found " + value);
        }
    }
}
