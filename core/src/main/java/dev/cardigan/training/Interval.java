package dev.cardigan.training;

import java.util.function.Consumer;

/**
 * Does something every so many steps.
 *
 * @param every steps between
 * @param action what to do with the run
 */
public record Interval(long every, Consumer<Run<?>> action) implements Hook {

    @Override
    public void after(Run<?> run) {
        if (run.step() % every == 0) {
            action.accept(run);
        }
    }
}
