package dev.cardigan.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.adversarial.RegularisedEncoder.Beside;
import dev.cardigan.adversarial.RegularisedEncoder.Constrained;
import dev.cardigan.adversarial.RegularisedEncoder.Features;
import dev.cardigan.data.Batch;
import dev.cardigan.nn.Activation;
import dev.cardigan.nn.Conditional;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Linear;
import dev.cardigan.nn.None;
import dev.cardigan.optim.GradientClip;
import dev.cardigan.optim.RmsScaled;
import dev.cardigan.optim.Schedule;
import dev.cardigan.optim.Sgd;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EncoderGamesTest {

    private static final long CODE = 3;
    private static final long MIDDLE = 5;

    /** A straight judge of both parts of a pair. */
    private record Straight(Linear layer) implements Conditional<Tensor> {
        @Override
        public Tensor forward(Tensor beside, Tensor features) {
            return layer.forward(beside.cat(1, features));
        }
    }

    private static RegularisedEncoder game(Constrained constrained) {
        Initializer initializer = Initializer.uniform(RandomStream.seeded(1));
        return RegularisedEncoder.of(
                Linear.of(2, 2 * CODE, initializer),
                new StagedGenerator(
                        Linear.of(CODE, MIDDLE, initializer), Linear.of(MIDDLE, 2, initializer)),
                new Straight(Linear.of(MIDDLE + CODE, 1, initializer)),
                Prior.of(CODE, Prior.Shape.NORMAL, RandomStream.seeded(2)),
                new RegularisedEncoder.Play(
                        0.5,
                        0.25,
                        0.125,
                        Features.SAMPLE,
                        constrained,
                        Beside.MIDDLE,
                        new RmsScaled(1e-3, 0.9, 1e-8),
                        new RmsScaled(1e-3, 0.9, 1e-8),
                        Sgd.rate(1e-3),
                        List.of(GradientClip.byNorm(1)),
                        Schedule.constant()),
                RandomStream.seeded(3));
    }

    private static Batch<None> batch() {
        return new Batch<>(Tensor.of(new float[] {1, 2, -1, 0.5f, 0, 3}, 3, 2), None.NONE);
    }

    private static Loss loss(RegularisedEncoder game, int phase, Batch<None> batch) {
        return game.phases().get(phase).loss().apply(batch);
    }

    private static double ofPairs(Safeguards safeguards, int phase) {
        Initializer initializer = Initializer.uniform(RandomStream.seeded(1));
        Bidirectional game =
                Bidirectional.of(
                        new Autoencoder(
                                Linear.of(2, CODE, initializer),
                                Encoding.DETERMINISTIC,
                                Linear.of(CODE, 2, initializer)),
                        new Straight(Linear.of(2 + CODE, 1, initializer)),
                        Prior.of(CODE, Prior.Shape.NORMAL, RandomStream.seeded(2)),
                        Bidirectional.Play.of(NonSaturating.plain(), Sgd.rate(1)),
                        RandomStream.seeded(3));
        return game.with(safeguards).phases().get(phase).loss().apply(batch()).total().item();
    }

    @Test
    void smoothedLabelsAreForTheDiscriminatorOfPairsAlone() {
        Safeguards smoothing = Safeguards.NONE.under(new NonSaturating(0.9));
        Scope.run(
                () -> {
                    assertThat(ofPairs(smoothing, 0)).isNotEqualTo(ofPairs(Safeguards.NONE, 0));
                    assertThat(ofPairs(smoothing, 1)).isEqualTo(ofPairs(Safeguards.NONE, 1));
                });
    }

    @Test
    void theTotalIsMadeOfItsPartsAsWritten() {
        Scope.run(
                () -> {
                    RegularisedEncoder game = game(Constrained.GENERATED);
                    Loss loss = loss(game, 0, batch());
                    Map<String, Tensor> seen = loss.watched();
                    double game0 = seen.get("L_GAN").item();
                    double constraint = seen.get("R").item();
                    double squares = 0;
                    for (Parameter parameter : game.discriminator().parameters()) {
                        for (double weight : parameter.value().toDoubles()) {
                            squares += weight * weight;
                        }
                    }
                    double total =
                            Math.abs(game0 - seen.get("L_R").item())
                                    + 0.25 * constraint
                                    + 0.125 * squares;
                    assertThat(loss.total().item()).isCloseTo(total, within(1e-5));
                    assertThat(constraint).isPositive();
                });
    }

    @Test
    void theConstraintIsOnWhomItSays() {
        Scope.run(
                () -> {
                    Batch<None> batch = batch();
                    double generated = constraint(Constrained.GENERATED, batch);
                    double real = constraint(Constrained.REAL, batch);
                    assertThat(generated).isNotCloseTo(real, within(1e-3));
                    assertThat(constraint(Constrained.BOTH, batch))
                            .isCloseTo((generated + real) / 2, within(1e-5));
                });
    }

    private static double constraint(Constrained who, Batch<None> batch) {
        return loss(game(who), 0, batch).watched().get("R").item();
    }

    @Test
    void bothMovesOfTheDiscriminatorInAStepDrawAlike() {
        RegularisedEncoder game = game(Constrained.BOTH);
        double[] first = new double[2];
        double[] second = new double[1];
        Scope.run(
                () -> {
                    Batch<None> batch = batch();
                    first[0] = loss(game, 0, batch).total().item();
                    loss(game, 1, batch); // the generator draws in between
                    first[1] = loss(game, 2, batch).total().item();
                });
        Scope.run(() -> second[0] = loss(game, 0, batch()).total().item());
        assertThat(first[1]).isEqualTo(first[0]);
        assertThat(second[0]).isNotCloseTo(first[0], within(1e-4));
    }

    @Test
    void theGeneratorIsToldThroughItsMiddleAndThroughTheEncoder() {
        Scope.run(
                () -> {
                    RegularisedEncoder game = game(Constrained.BOTH);
                    Parameter output = game.generator().output().parameters().get(0);
                    Parameter middle = game.generator().middle().parameters().get(0);
                    Gradient.awake(
                            List.of(output, middle),
                            () -> {
                                loss(game, 1, batch()).total().backward();
                                return output;
                            });
                    assertThat(output.value().gradient().orElseThrow().norm().item()).isPositive();
                    assertThat(middle.value().gradient().orElseThrow().norm().item()).isPositive();
                });
    }

    @Test
    void exchangedLabelsAreTheOtherPlayersLoss() {
        Scope.run(
                () -> {
                    Tensor onReal = Tensor.of(new float[] {0.3f, -2}, 2, 1);
                    Tensor onFake = Tensor.of(new float[] {1, 0.5f}, 2, 1);
                    AdversarialLoss loss = NonSaturating.plain();
                    double exchanged =
                            new Scores(onReal, onFake).exchangedUnder(loss).total().item();
                    assertThat(exchanged)
                            .isEqualTo(
                                    loss.forDiscriminator(
                                                    /* onReal= */ onFake, /* onFake= */ onReal)
                                            .item())
                            .isNotEqualTo(loss.forDiscriminator(onReal, onFake).item());
                });
    }

    @Test
    void scoresAreCountedAndNeverInHalfPrecision() {
        Scope.run(
                () -> {
                    Tensor onReal = Tensor.of(new float[] {1, -1, 2, 3}, 4, 1).to(DType.BF16);
                    Scores scores = new Scores(onReal, Tensor.of(new float[] {-1, 4}, 2, 1));
                    assertThat(scores.onReal().dtype()).isEqualTo(DType.F32);
                    Map<String, Tensor> seen = scores.judgedBy(NonSaturating.plain()).watched();
                    assertThat(seen.get("accuracy/real").item()).isEqualTo(0.75);
                    assertThat(seen.get("accuracy/fake").item()).isEqualTo(0.5);
                });
    }

    @Test
    void reconstructsFromTheMean() {
        Scope.run(
                () -> {
                    Initializer initializer = Initializer.uniform(RandomStream.seeded(4));
                    Linear encoder = Linear.of(2, 2, initializer);
                    Autoencoder coder =
                            new Autoencoder(encoder, Encoding.GAUSSIAN, Activation.TANH);
                    Tensor real = batch().real();
                    float[] means =
                            encoder.forward(real).narrow(1, 0, 1).tanh().contiguous().toFloats();
                    assertThat(coder.reconstruct(real).contiguous().toFloats()).isEqualTo(means);
                });
    }
}
