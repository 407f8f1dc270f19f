package dev.cardigan.optim;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.Require;
import java.util.List;

/** The factor a learning rate has at a step, as a share of the rate a rule was given. */
public sealed interface Schedule {

    /**
     * @param step from 0
     */
    double factor(long step);

    /**
     * Whether something new begins with a step, so that rules forget what they remember before it.
     *
     * @param step from 0
     */
    default boolean beginsAnew(long step) {
        return false;
    }

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
            Require.notNegative("linear.hold", hold);
            Require.positive("linear.decay", decay);
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
            Require.positive("cosine.steps", steps);
            Require.weight("cosine.last", last);
        }

        @Override
        public double factor(long step) {
            double done = Math.min(1, step / (double) steps);
            return last + (1 - last) / 2 * (1 + Math.cos(Math.PI * done));
        }
    }

    /** factor gamma^step. */
    record Exponential(double gamma) implements Schedule {
        public Exponential {
            Require.moreThanZero("exponential.gamma", gamma);
        }

        @Override
        public double factor(long step) {
            return Math.pow(gamma, step);
        }
    }

    /** factor gamma once more after every {@code every} steps. */
    record Steps(double gamma, long every) implements Schedule {
        public Steps {
            Require.moreThanZero("steps.gamma", gamma);
            Require.positive("steps.every", every);
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
            Require.positive("warmup.steps", steps);
        }

        @Override
        public double factor(long step) {
            return step < steps ? (step + 1) / (double) steps : after.factor(step - steps);
        }

        @Override
        public boolean beginsAnew(long step) {
            return step >= steps && after.beginsAnew(step - steps);
        }
    }

    /**
     * A factor for every stage on top of {@code whole}; with each stage but the first, what rules
     * remember is forgotten. What networks that grow are trained by: Karras et al. 2018,
     * https://arxiv.org/abs/1710.10196.
     *
     * @param stages in the order of their first steps
     * @param whole factor over all stages
     */
    record Stages(List<Stage> stages, Schedule whole) implements Schedule {

        /**
         * A stage.
         *
         * @param first its first step
         */
        public record Stage(long first, double factor) {
            public Stage {
                Require.weight("stages.factor", factor);
            }
        }

        public Stages {
            stages = List.copyOf(stages);
            for (int i = 1; i < stages.size(); i++) {
                if (stages.get(i).first() <= stages.get(i - 1).first()) {
                    throw new ConfigException(
                            "stages: expected each to begin later than the one before it, found "
                                    + stages);
                }
            }
        }

        @Override
        public double factor(long step) {
            double factor = 1;
            for (Stage stage : stages) {
                if (stage.first() <= step) {
                    factor = stage.factor();
                }
            }
            return factor * whole.factor(step);
        }

        @Override
        public boolean beginsAnew(long step) {
            return stages.stream().skip(1).anyMatch(stage -> stage.first() == step)
                    || whole.beginsAnew(step);
        }
    }
}
