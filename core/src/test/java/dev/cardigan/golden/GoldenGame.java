package dev.cardigan.golden;

import dev.cardigan.adversarial.AdversarialLoss;
import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.Hinge;
import dev.cardigan.adversarial.LeastSquares;
import dev.cardigan.adversarial.Minimax;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.adversarial.Penalty;
import dev.cardigan.adversarial.RelativisticAverage;
import dev.cardigan.adversarial.RelativisticPaired;
import dev.cardigan.adversarial.Wasserstein;
import dev.cardigan.adversarial.regularizer.Dragan;
import dev.cardigan.adversarial.regularizer.GradientPenalty;
import dev.cardigan.adversarial.regularizer.R1;
import dev.cardigan.adversarial.regularizer.R2;
import dev.cardigan.optim.Adam;
import dev.cardigan.optim.AdamW;
import dev.cardigan.optim.Constraint;
import dev.cardigan.optim.GradientClip;
import dev.cardigan.optim.RmsProp;
import dev.cardigan.optim.RmsScaled;
import dev.cardigan.optim.Rule;
import dev.cardigan.optim.Sgd;
import dev.cardigan.optim.WeightClip;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From a case's config to the product's values: losses, penalties, rules, bounds. */
final class GoldenGame {

    private static final Map<String, AdversarialLoss> LOSSES =
            Map.of(
                    "minimax", new Minimax(1),
                    "nonsaturating", NonSaturating.plain(),
                    "lsgan", new LeastSquares(),
                    "hinge", new Hinge(),
                    "wasserstein", new Wasserstein(),
                    "relativistic_average", new RelativisticAverage(),
                    "rpgan", new RelativisticPaired());

    private GoldenGame() {}

    static boolean knows(String loss) {
        return LOSSES.containsKey(loss);
    }

    static Game of(Config config) {
        Config optimizers = config.child("optimizer");
        return Game.of(LOSSES.get(config.text("loss")), rule(optimizers.child("D")))
                .moving(rule(optimizers.child("G")), rule(optimizers.child("D")))
                .bounding(bounds(config, "G"), bounds(config, "D"))
                .discriminatorSteps(config.whole("n_critic", 1))
                .paying(penalties(config).toArray(Penalty[]::new));
    }

    private static List<Penalty> penalties(Config config) {
        if (!config.has("penalty")) {
            return List.of();
        }
        Config penalty = config.child("penalty");
        int every = penalty.whole("interval", 1);
        return switch (penalty.text("kind")) {
            case "wgan_gp" ->
                    List.of(new Penalty(new GradientPenalty(penalty.number("lambda")), every));
            case "dragan" ->
                    List.of(
                            new Penalty(
                                    new Dragan(penalty.number("lambda"), penalty.number("c")),
                                    every));
            case "r1" -> List.of(new Penalty(new R1(penalty.number("gamma")), every));
            case "r2" -> List.of(new Penalty(new R2(penalty.number("gamma")), every));
            case "r1r2" ->
                    List.of(
                            new Penalty(new R1(penalty.number("gamma")), every),
                            new Penalty(new R2(penalty.number("gamma")), every));
            default -> throw new IllegalArgumentException("no penalty for " + penalty);
        };
    }

    /** What the penalty is multiplied by in the discriminator's loss. */
    static double penaltyFactor(Config penalty) {
        return penalty.has("lambda") ? penalty.number("lambda") : penalty.number("gamma") / 2;
    }

    /** Bounds on one player's gradients and weights. */
    private static List<Constraint> bounds(Config config, String player) {
        List<Constraint> constraints = new ArrayList<>();
        if (config.has("clip_gradients")) {
            Config clip = config.child("clip_gradients").child(player);
            double max = clip.number("max");
            constraints.add(
                    clip.text("by").equals("norm")
                            ? GradientClip.byNorm(max)
                            : GradientClip.byValue(max));
        }
        if (config.has("clip_weights") && player.equals("D")) {
            constraints.add(new WeightClip(config.number("clip_weights")));
        }
        return constraints;
    }

    static Rule rule(Config optimizer) {
        double rate = optimizer.number("lr");
        double decay = optimizer.number("weight_decay", 0);
        return switch (optimizer.text("rule")) {
            case "sgd" -> {
                none(optimizer, "dampening");
                yield new Sgd(
                        rate, optimizer.number("momentum", 0), optimizer.flag("nesterov"), decay);
            }
            case "adam" -> adam(optimizer, rate, decay);
            case "rmsprop" -> {
                none(optimizer, "momentum");
                none(optimizer, "weight_decay");
                yield new RmsProp(rate, optimizer.number("alpha"), optimizer.number("eps"));
            }
            case "rms_scaled" ->
                    new RmsScaled(rate, optimizer.number("beta1"), optimizer.number("eps"));
            default -> throw new IllegalArgumentException("no rule for " + optimizer);
        };
    }

    private static Rule adam(Config optimizer, double rate, double decay) {
        double beta1 = optimizer.number("beta1");
        double beta2 = optimizer.number("beta2");
        double epsilon = optimizer.number("eps");
        return optimizer.flag("decoupled")
                ? new AdamW(rate, beta1, beta2, epsilon, decay)
                : new Adam(rate, beta1, beta2, epsilon, decay);
    }

    private static void none(Config optimizer, String key) {
        if (optimizer.number(key, 0) != 0) {
            throw new IllegalArgumentException("the product has no " + key + ": " + optimizer);
        }
    }
}
