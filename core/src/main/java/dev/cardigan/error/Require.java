package dev.cardigan.error;

import java.util.List;

/**
 * What numbers in settings must be, in the same words wherever they are refused: the engine would
 * fail on them later with words about memory and kernels, or train on in silence.
 */
public final class Require {

    private Require() {}

    /**
     * A number of something.
     *
     * @param key as typed: {@code stylegan2.depth}
     * @throws ConfigException if it is below 1
     */
    public static void positive(String key, long value) {
        if (value < 1) {
            throw new ConfigException(key + ": expected at least 1, found " + value);
        }
    }

    /**
     * Numbers of something, one for each layer; there may be no layers.
     *
     * @throws ConfigException if one is below 1
     */
    public static void positive(String key, List<Long> values) {
        if (values.stream().anyMatch(value -> value < 1)) {
            throw new ConfigException(key + ": expected at least 1 everywhere, found " + values);
        }
    }

    /**
     * A number of something of which there may be none.
     *
     * @throws ConfigException if it is below 0
     */
    public static void notNegative(String key, long value) {
        if (value < 0) {
            throw new ConfigException(key + ": expected at least 0, found " + value);
        }
    }

    /**
     * A number with bounds on both sides.
     *
     * @throws ConfigException if it is below {@code least} or above {@code most}
     */
    public static void between(String key, long least, long most, long value) {
        if (value < least || value > most) {
            throw new ConfigException(
                    "%s: expected %d to %d, found %d".formatted(key, least, most, value));
        }
    }

    /**
     * A weight: below 0 a game would reward what it is meant to punish.
     *
     * @throws ConfigException if it is below 0 or not finite
     */
    public static void weight(String key, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new ConfigException(key + ": expected at least 0, found " + value);
        }
    }

    /**
     * A rate, or anything of which there must be some.
     *
     * @throws ConfigException if it is 0 or below, or not finite
     */
    public static void moreThanZero(String key, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new ConfigException(key + ": expected more than 0, found " + value);
        }
    }

    /**
     * A share of something.
     *
     * @throws ConfigException if it is not from 0 to 1
     */
    public static void share(String key, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new ConfigException(key + ": expected 0 to 1, found " + value);
        }
    }

    /**
     * A share of something that must leave a rest: of values dropped, of the past kept.
     *
     * @throws ConfigException if it is not from 0 to less than 1
     */
    public static void part(String key, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new ConfigException(
                    key + ": expected at least 0 and less than 1, found " + value);
        }
    }
}
