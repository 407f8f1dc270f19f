package dev.cardigan.adversarial;

import dev.cardigan.error.ConfigException;

/**
 * Keeps the discriminator from winning or losing too clearly: it rests while it is right more often
 * than {@code high}, and moves more often while it is right less often than {@code low}.
 *
 * @param low accuracy, real and generated samples alike, below which it moves more often
 * @param high accuracy above which it rests
 * @param repeats how many times as many updates it takes while below {@code low}
 * @param memory share of the old accuracy that is kept at each update
 */
public record Balance(double low, double high, int repeats, double memory) {

    /** A wide band around the 50 % that two equal players reach. */
    public static final Balance STANDARD = new Balance(0.45, 0.85, 2, 0.9);

    public Balance {
        if (!(0 <= low && low < high && high <= 1)) {
            throw new ConfigException(
                    "balance: expected 0 <= low < high <= 1, found low " + low + ", high " + high);
        }
        if (repeats < 1 || !(memory >= 0 && memory < 1)) {
            throw new ConfigException(
                    "balance: expected repeats >= 1 and memory at least 0 and less than 1, found "
                            + repeats
                            + " and "
                            + memory);
        }
    }
}
