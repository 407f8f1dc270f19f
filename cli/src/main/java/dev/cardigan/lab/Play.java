package dev.cardigan.lab;

import dev.cardigan.adversarial.AdversarialLoss;
import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.Resting;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.error.ConfigException;
import dev.cardigan.metric.Points;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Mode;
import dev.cardigan.nn.Pack;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Tree;
import dev.cardigan.training.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A game of two players on points, looked at from outside with the weights as they are trained, not
 * their average: theory speaks of the two that play.
 *
 * @param run the game in training
 * @param game its two players
 * @param generator from latents to points
 * @param discriminator from points to scores [count, 1]
 */
public record Play(Run<?> run, TwoPlayer<?> game, Layer generator, Layer discriminator) {

    private static final int CHUNK = 20_000;

    /**
     * @throws ConfigException if it is no unconditional game of two players
     */
    public static Play of(Run<?> run) {
        Gan<?> gan = run.gan() instanceof Resting<?> resting ? resting.gan() : run.gan();
        if (gan instanceof TwoPlayer<?> game
                && game.generator() instanceof Layer generator
                && game.discriminator() instanceof Layer discriminator) {
            requireSinglePoints(discriminator);
            return new Play(run, game, generator, discriminator);
        }
        throw new ConfigException(
                "lab: expected a game of one generator and one discriminator without classes, found "
                        + gan.getClass().getSimpleName()
                        + "; choose gan or unrolled");
    }

    /** Its surface, its pull and D* are of single points, of which a pack has none. */
    private static void requireSinglePoints(Layer discriminator) {
        for (Pack pack : Tree.leaves(discriminator, Pack.class).values()) {
            if (pack.samples() > 1) {
                throw new ConfigException(
                        "lab: expected a discriminator that judges single points, found one that judges packs of %d; leave cures.packing out (pacgan: --set packing=1), or see what packing does with 'cardigan train' and 'cardigan study'"
                                .formatted(pack.samples()));
            }
        }
    }

    /** So many generated points, from latents of this source. */
    public Points generated(RandomSource source, int count) {
        List<Points> parts = new ArrayList<>();
        for (int made = 0; made < count; made += CHUNK) {
            int size = Math.min(CHUNK, count - made);
            parts.add(resting(() -> Points.of(generator.forward(game.latents(source, size)))));
        }
        return Points.joined(parts);
    }

    /** The discriminator's scores, [count]; for the games of 2014 the logits of D. */
    public double[] scores(Points points) {
        return resting(() -> Points.of(discriminator.forward(tensor(points)))).flattened();
    }

    /** Where a generated sample at each point would be pulled: minus the gradient of its loss. */
    public Points pulls(Points points) {
        return Scope.tidy(
                () -> {
                    Tensor x = tensor(points).requireGradient(true);
                    Tensor loss =
                            loss().forGenerator(() -> x.sum(true, 1), discriminator.forward(x));
                    // The loss is a mean; one sample's own share is as many times larger.
                    Tensor pull = Gradient.of(loss, List.of(x), false).get(0);
                    return Points.of(pull.mul(-points.count()));
                });
    }

    /** The norm of the gradient of the generator's weights under a loss. */
    public double generatorGradient(AdversarialLoss loss, RandomSource source, int count) {
        return Scope.tidy(
                () -> {
                    Tensor latents = game.latents(source, count);
                    List<Tensor> gradients =
                            Gradient.awake(
                                    generator.parameters(),
                                    () -> {
                                        Tensor onFake =
                                                discriminator.forward(generator.forward(latents));
                                        return Gradient.of(
                                                loss.forGenerator(() -> onFake, onFake),
                                                generator.parameters().stream()
                                                        .map(Parameter::value)
                                                        .toList(),
                                                false);
                                    });
                    double square = 0;
                    for (Tensor gradient : gradients) {
                        square += Math.pow(gradient.norm().item(), 2);
                    }
                    return Math.sqrt(square);
                });
    }

    public AdversarialLoss loss() {
        return game.game().loss();
    }

    private static Tensor tensor(Points points) {
        return Tensor.of(points.flattened(), points.count(), points.dimensions()).to(DType.F32);
    }

    private static Points resting(Supplier<Points> body) {
        return Scope.tidy(() -> Gradient.untracked(() -> Mode.EVALUATION.during(body)));
    }

    /** D(x) from a logit. */
    public static double probability(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
