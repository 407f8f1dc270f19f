package dev.cardigan.optim;

import dev.cardigan.error.ConfigException;

/** The factor a learning rate has at a step, as a share of the rate a rule was given. */
public sealed interface Schedule {

    /**
     * @param step from 0
     */
    double factor(long step);

    static Schedule constant() {
        return new Constant();
    }

    /** The whole rate at every step. */
    record Constant() implements Schedule {
        @Override
        public double factor(long step) {
            return 1;
        }
    }

    /**
     * Constant for {@code hold} steps, then straight down, reaching 0 {@code decay} steps later.
     *
     * @param hold steps at the whole rate
     * @param decay steps from the whole rate to 0
     */
    record Linear(long hold, long decay) implements Schedule {
        public Linear {
            positive("linear.decay", decay);
        }

        @Override
        public double factor(long step) {
            return 1 - Math.min(1, Math.max(0, step - hold) / (double) decay);
        }
    }

    /**
     * Half a cosine from 1 down to {@code last}. Loshchilov and Hutter 2017,
     * https://arxiv.org/abs/1608.03983.
     *
     * @param steps length of the descent
     * @param last factor at its end and after it
     */
    record Cosine(long steps, double last) implements Schedule {
        public Cosine {
            positive("cosine.steps", steps);
        }

        @Override
        public double factor(long step) {
            double done = Math.min(1, step / (double) steps);
            return last + (1 - last) / 2 * (1 + Math.cos(Math.PI * done));
        }
    }

    /** factor gamma^step. */
    record Exponential(double gamma) implements Schedule {
        @Override
        public double factor(long step) {
            return Math.pow(gamma, step);
        }
    }

    /** factor gamma once more after every {@code every} steps. */
    record Steps(double gamma, long every) implements Schedule {
        public Steps {
            positive("steps.every", every);
        }

        @Override
        public double factor(long step) {
            return Math.pow(gamma, Math.floorDiv(step, every));
        }
    }

    /**
     * Rises in a straight line over the first {@code steps} steps, then follows {@code after}.
     *
     * @param steps length of the rise; the first step has 1 / steps
     */
    record WarmUp(long steps, Schedule after) implements Schedule {
        public WarmUp {
            positive("warmup.steps", steps);
        }

        @Override
        public double factor(long step) {
            return step < steps ? (step + 1) / (double) steps : after.factor(step - steps);
        }
    }

    private static void positive(String key, long value) {
        if (value <= 0) {
            throw new ConfigException(key + ": expected at least 1, found " + value);
        }
    }
}
