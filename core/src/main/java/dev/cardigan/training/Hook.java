package dev.cardigan.training;

/**
 * Something that happens beside training: log lines, samples, checkpoints. Must not shift the run's
 * randomness.
 */
public interface Hook {

    /**
     * After each step, and once before the first with {@code run.step() == 0} or the step resumed
     * at.
     */
    void after(Run<?> run);
}
