package dev.cardigan.tensor;

import java.nio.charset.StandardCharsets;

/**
 * All random streams of a run come from one seed, each by name: {@code init}, {@code latent},
 * {@code shuffle}, {@code augment}, {@code evaluation}. A new stream never changes the numbers of
 * another.
 */
public record Randomness(long seed) {

    public RandomStream stream(String name) {
        return RandomStream.seeded(seedOf(name));
    }

    /** The seed of the named stream: a 64-bit mix of the run's seed and the name. */
    public long seedOf(String name) {
        long mixed = seed;
        for (byte letter : name.getBytes(StandardCharsets.UTF_8)) {
            mixed = mix(mixed + 0x9E3779B97F4A7C15L * (letter + 1));
        }
        return mix(mixed) & Long.MAX_VALUE;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
