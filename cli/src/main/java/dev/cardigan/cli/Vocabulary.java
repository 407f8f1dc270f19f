package dev.cardigan.cli;

import dev.cardigan.adversarial.AdversarialLoss;
import dev.cardigan.adversarial.Hinge;
import dev.cardigan.adversarial.LeastSquares;
import dev.cardigan.adversarial.Minimax;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.adversarial.RelativisticAverage;
import dev.cardigan.adversarial.RelativisticPaired;
import dev.cardigan.adversarial.Wasserstein;
import dev.cardigan.adversarial.regularizer.Dragan;
import dev.cardigan.adversarial.regularizer.GradientPenalty;
import dev.cardigan.adversarial.regularizer.R1;
import dev.cardigan.adversarial.regularizer.R2;
import dev.cardigan.adversarial.regularizer.Regularizer;
import dev.cardigan.config.Binder;
import dev.cardigan.config.Choices;
import dev.cardigan.optim.Adam;
import dev.cardigan.optim.AdamW;
import dev.cardigan.optim.Constraint;
import dev.cardigan.optim.GradientClip;
import dev.cardigan.optim.MovingAverage.Pace;
import dev.cardigan.optim.RmsProp;
import dev.cardigan.optim.RmsScaled;
import dev.cardigan.optim.Rule;
import dev.cardigan.optim.Schedule;
import dev.cardigan.optim.Sgd;
import dev.cardigan.optim.WeightClip;
import dev.cardigan.zoo.Recipe;
import dev.cardigan.zoo.Zoo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names that settings are written in: losses, rules, regularizers, schedules, papers. */
final class Vocabulary {

    private Vocabulary() {}

    /** Everything that can be chosen by name, the papers with their settings for this data. */
    static Choices choices(Recipe.Sample sample) {
        Map<String, Record> models = new LinkedHashMap<>();
        for (Recipe<?, ?> recipe : Zoo.recipes()) {
            models.put(recipe.name(), recipe.settings().apply(sample));
        }
        return Choices.of(Record.class, models)
                .and(AdversarialLoss.class, losses())
                .and(Regularizer.class, regularizers())
                .and(Rule.class, rules())
                .and(Constraint.class, constraints())
                .and(Schedule.class, schedules())
                .and(
                        Pace.class,
                        Map.of(
                                "fixed",
                                new Pace.Fixed(0.999),
                                "halfLife",
                                new Pace.HalfLife(10_000, 0.05)));
    }

    static Map<String, AdversarialLoss> losses() {
        return Map.of(
                "minimax", new Minimax(1),
                "nonSaturating", NonSaturating.plain(),
                "leastSquares", new LeastSquares(),
                "hinge", new Hinge(),
                "wasserstein", new Wasserstein(),
                "relativisticAverage", new RelativisticAverage(),
                "relativisticPaired", new RelativisticPaired());
    }

    static Map<String, Regularizer> regularizers() {
        return Map.of(
                "gradientPenalty", new GradientPenalty(10),
                "dragan", new Dragan(10, 0.5),
                "r1", new R1(10),
                "r2", new R2(10));
    }

    static Map<String, Rule> rules() {
        return Map.of(
                "sgd", Sgd.rate(0.01),
                "adam", Adam.rate(2e-4).betas(0.5, 0.999),
                "adamw", AdamW.rate(2e-4),
                "rmsprop", RmsProp.rate(5e-5),
                "rmsScaled", new RmsScaled(1e-3, 0.9, 1e-6));
    }

    private static Map<String, Constraint> constraints() {
        return Map.of(
                "clipNorm", new GradientClip.Norm(1, 2),
                "clipValue", new GradientClip.Value(1),
                "clipWeights", new WeightClip(0.01));
    }

    private static Map<String, Schedule> schedules() {
        return Map.of(
                "constant", new Schedule.Constant(),
                "linear", new Schedule.Linear(0, 10_000),
                "cosine", new Schedule.Cosine(10_000, 0),
                "exponential", new Schedule.Exponential(0.9999),
                "steps", new Schedule.Steps(0.5, 5_000),
                "stages", new Schedule.Stages(List.of(), new Schedule.Constant()),
                "warmUp", new Schedule.WarmUp(500, new Schedule.Constant()));
    }

    /** Short names: {@code critic.adam.learningRate} is that of the model's discriminator. */
    static Binder binder(Recipe<?, ?> recipe, Recipe.Sample sample) {
        String model = "model." + recipe.name() + ".";
        List<String> own = Keys.of(recipe.settings().apply(sample).getClass());
        return Binder.with(choices(sample))
                .withAliases(name -> Keys.alias(name, model, own), Keys.shortNames(own));
    }
}
