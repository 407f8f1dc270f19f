package dev.cardigan.data;

/**
 * A stream of random numbers that is a function of (seed, counter) alone, the same bits on every
 * JVM: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA
 * 2014), started at a hash of both. Not for secrets.
 */
final class Draws {

    // 2^64 divided by the golden ratio, made odd: the step of SplitMix64.
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    private Draws(long state) {
        this.state = state;
    }

    static Draws of(long seed, long counter) {
        // Hashed, not added, so that streams of neighbouring counters do not overlap.
        return new Draws(mix(mix(seed + STEP) + counter));
    }

    long bits() {
        state += STEP;
        return mix(state);
    }

    /** Uniform in [0, 1), with 53 random bits. */
    double uniform() {
        return (bits() >>> 11) * 0x1p-53;
    }

    double uniform(double low, double high) {
        return low + (high - low) * uniform();
    }

    /**
     * Uniform in 0 .. bound - 1 without bias: the upper half of (32 random bits) x bound, drawn
     * again where the lower half falls under 2^32 mod bound (Lemire, arXiv 1805.10941).
     */
    int below(int bound) {
        long threshold = (1L << 32) % bound;
        while (true) {
            long product = (bits() >>> 32) * bound;
            if ((product & 0xFFFFFFFFL) >= threshold) {
                return (int) (product >>> 32);
            }
        }
    }

    /** Standard normal by Box and Muller; StrictMath, because Math may differ between machines. */
    double normal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
        return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
    }

    /** 0 .. size - 1 in random order, by Fisher and Yates from the last place down. */
    int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        for (int i = size - 1; i > 0; i--) {
            int j = below(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    private static long mix(long value) {
        long once = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        long twice = (once ^ (once >>> 27)) * 0x94D049BB133111EBL;
        return twice ^ (twice >>> 31);
    }
}
