package dev.cardigan.benchmarks.harness;

/** What a contestant repeats while the clock runs. */
public interface Workload {

    /** What is measured, such as {@code training fp32}. */
    String measure();

    /** The unit of work a second, such as {@code img/s}. */
    String unit();

    /** Units of work in one step. */
    double unitsPerStep();

    /** So many steps belong together, because not all are alike; a window holds all or none. */
    default int period() {
        return 1;
    }

    /** The warm-up or a window begins: what is counted beside the steps is counted anew. */
    default void begin() {}

    /**
     * Does one step and waits for its result.
     *
     * @return a number that shows that the work went well, such as the loss
     */
    double step();
}
