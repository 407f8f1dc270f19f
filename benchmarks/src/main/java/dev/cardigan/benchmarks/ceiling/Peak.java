package dev.cardigan.benchmarks.ceiling;

import org.bytedeco.javacpp.PointerScope;

/**
 * The fastest of several repetitions: what the machine can do when nothing gets in its way.
 *
 * @param label what was repeated
 * @param flops floating-point operations of one repetition
 * @param seconds the fastest repetition
 */
record Peak(String label, long flops, double seconds) {

    private static final double NANOSECONDS = 1e9;
    private static final int LEAST_REPETITIONS = 3;

    /** GFLOP/s. */
    double rate() {
        return flops / seconds / 1e9;
    }

    /** Repeats for about {@code budget} seconds, after one repetition that is not timed. */
    static Peak of(String label, long flops, double budget, Runnable operation) {
        time(operation);
        double fastest = Double.POSITIVE_INFINITY;
        double spent = 0;
        for (int done = 0; done < LEAST_REPETITIONS || spent < budget; done++) {
            double seconds = time(operation);
            fastest = Math.min(fastest, seconds);
            spent += seconds;
        }
        return new Peak(label, flops, fastest);
    }

    static Peak faster(Peak one, Peak other) {
        return one.rate() >= other.rate() ? one : other;
    }

    // The scope frees the result by being open; nothing in the block has to name it.
    @SuppressWarnings("try")
    private static double time(Runnable operation) {
        try (PointerScope scope = new PointerScope()) {
            long started = System.nanoTime();
            operation.run();
            return (System.nanoTime() - started) / NANOSECONDS;
        }
    }
}
