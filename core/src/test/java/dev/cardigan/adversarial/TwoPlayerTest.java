package dev.cardigan.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.adversarial.regularizer.R1;
import dev.cardigan.data.Batch;
import dev.cardigan.error.ConfigException;
import dev.cardigan.nn.Activation;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Linear;
import dev.cardigan.nn.None;
import dev.cardigan.nn.Sequential;
import dev.cardigan.optim.Sgd;
import dev.cardigan.tensor.CentralDifferences;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwoPlayerTest {

    private static final Game PLAIN = Game.of(NonSaturating.plain(), Sgd.rate(0.1));

    private static TwoPlayer<None> players(Game game) {
        Initializer initializer = Initializer.uniform(RandomStream.seeded(1));
        Sequential generator =
                Sequential.of(
                        Linear.of(2, 4, initializer),
                        Activation.TANH,
                        Linear.of(4, 2, initializer));
        Sequential discriminator =
                Sequential.of(
                        Linear.of(2, 4, initializer),
                        Activation.TANH,
                        Linear.of(4, 1, initializer));
        RandomStream latents = RandomStream.seeded(2);
        return TwoPlayer.of(
                generator,
                discriminator,
                Prior.of(2, Prior.Shape.NORMAL, latents),
                game,
                RandomStream.seeded(3));
    }

    private static Batch<None> batch() {
        return new Batch<>(CentralDifferences.values(1, 5, 2).to(DType.F32), None.NONE);
    }

    private static void play(Phase<Batch<None>> phase, Batch<None> batch) {
        List<Parameter> moving = phase.networks().get(0).parameters();
        Gradient.awake(
                moving,
                () -> {
                    Tensor loss = phase.loss().apply(batch).total();
                    loss.backward();
                    return loss;
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theOpponentRestsFrozen(boolean onePass) {
        TwoPlayer<None> gan =
                players(
                        (onePass ? PLAIN.inOneGeneratorPass() : PLAIN)
                                .paying(Penalty.of(new R1(1))));
        List<Parameter> generator = gan.generator().parameters();
        List<Parameter> discriminator = gan.discriminator().parameters();
        Batch<None> batch = batch();

        play(gan.phases().get(0), batch);
        assertThat(discriminator).allMatch(p -> p.value().gradient().isPresent());
        assertThat(generator).allMatch(p -> p.value().gradient().isEmpty());
        discriminator.forEach(p -> p.value().clearGradient());

        play(gan.phases().get(1), batch);
        assertThat(generator).allMatch(p -> p.value().gradient().isPresent());
        assertThat(discriminator).allMatch(p -> p.value().gradient().isEmpty());
        assertThat(gan.parameters()).noneMatch(p -> p.value().requiresGradient());
    }

    static Stream<Arguments> losses() {
        return Stream.of(
                Arguments.of(NonSaturating.plain(), 3),
                Arguments.of(new NonSaturating(0.9), 3),
                Arguments.of(new Minimax(1), 3),
                Arguments.of(new LeastSquares(), 3),
                Arguments.of(new Hinge(), 3),
                Arguments.of(new Wasserstein(), 3),
                Arguments.of(new RelativisticPaired(), 2));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void realFakeAndPenaltyAreDifferentiatedOneAfterTheOther(AdversarialLoss loss, int addends) {
        Game game = Game.of(loss, Sgd.rate(0.1)).paying(Penalty.of(new R1(1)));
        Phase<Batch<None>> parted = players(game).phases().get(0);
        assertThat(parted.addends()).hasSize(addends);
        Phase<Batch<None>> whole = players(game.inOneDiscriminatorPass()).phases().get(0);
        assertThat(whole.addends()).hasSize(2);

        Loss one = differentiated(parted);
        Loss other = differentiated(whole);

        assertThat(one.terms()).containsOnlyKeys("adversarial", "r1");
        assertThat(one.total().item()).isCloseTo(other.total().item(), within(1e-6));
        assertThat(one.watched().keySet()).isEqualTo(other.watched().keySet());
        one.watched()
                .forEach(
                        (name, value) ->
                                assertThat(value.item())
                                        .as(name)
                                        .isEqualTo(other.watched().get(name).item()));
        List<Parameter> found = parted.networks().get(0).parameters();
        List<Parameter> expected = whole.networks().get(0).parameters();
        for (int i = 0; i < found.size(); i++) {
            Tensor gradient = expected.get(i).value().gradient().orElseThrow();
            assertThat(
                            found.get(i)
                                    .value()
                                    .gradient()
                                    .orElseThrow()
                                    .sub(gradient)
                                    .abs()
                                    .largest()
                                    .item())
                    .isLessThan(1e-6 * Math.max(1, gradient.abs().largest().item()));
        }
    }

    /** Each addend by itself; its gradients add up in the weights. */
    private static Loss differentiated(Phase<Batch<None>> phase) {
        Batch<None> batch = batch();
        return Gradient.awake(
                phase.networks().get(0).parameters(),
                () -> {
                    List<Loss> parts = new ArrayList<>();
                    for (Function<Batch<None>, Loss> addend : phase.addends()) {
                        Loss part = addend.apply(batch);
                        part.total().backward();
                        parts.add(part.detached());
                    }
                    return parts.stream().reduce(Loss::plus).orElseThrow();
                });
    }

    @Test
    void lazyPenaltiesAreAPhaseOfTheirOwnBetweenThePlayers() {
        List<Phase<Batch<None>>> phases =
                players(PLAIN.paying(new Penalty(new R1(1), 16))).phases();
        assertThat(phases)
                .extracting(Phase::name)
                .containsExactly("discriminator", "discriminator", "generator");
        assertThat(phases).extracting(Phase::every).containsExactly(1, 16, 1);
        assertThat(phases.get(1).loss().apply(batch()).terms()).containsOnlyKeys("r1");
        assertThat(phases.get(0).loss().apply(batch()).terms()).containsOnlyKeys("adversarial");
    }

    @Test
    void accuracyCountsScoresOnTheRightSideOfTheBoundary() {
        TwoPlayer<None> gan = players(PLAIN);
        // A discriminator that only knows its bias takes everything for real.
        gan.discriminator().parameters().forEach(p -> p.value().scale(0));
        gan.discriminator().weights().get("layers.2.bias").set(Tensor.ones(1));
        Loss loss = gan.phases().get(0).loss().apply(batch());
        assertThat(loss.watched().get("accuracy/real").item()).isEqualTo(1);
        assertThat(loss.watched().get("accuracy/fake").item()).isEqualTo(0);
    }

    @Test
    void refusesAGameWithoutDiscriminator() {
        assertThatThrownBy(() -> PLAIN.discriminatorSteps(0))
                .isInstanceOf(ConfigException.class)
                .hasMessage("discriminatorSteps: expected at least 1, found 0");
    }

    @Test
    void frozenLayersOfTheDiscriminatorDoNotMove() {
        TwoPlayer<None> gan = players(PLAIN.paying(Penalty.of(new R1(1)))).freezing(1);
        assertThat(gan.phases().get(0).networks()).hasSize(1);
        assertThat(gan.phases().get(0).networks().get(0))
                .isSameAs(((Sequential) gan.discriminator()).layers().get(2));
        play(gan.phases().get(0), batch());
        List<Parameter> parameters = gan.discriminator().parameters();
        assertThat(parameters.get(0).value().gradient()).isEmpty();
        assertThat(parameters.get(2).value().gradient()).isPresent();
        assertThatThrownBy(() -> gan.freezing(2))
                .isInstanceOf(ConfigException.class)
                .hasMessage("freeze: expected 0 to 1 of the discriminator's 2 layers, found 2");
        assertThat(gan.seenThrough(View.identity()).frozen()).isEqualTo(1);
    }

    /** What is made of real samples reaches the discriminator; generated ones stay. */
    @Test
    void realSamplesAreSeenAsTheViewMakesThem() {
        List<Tensor> judged = new ArrayList<>();
        View flattening =
                new View() {
                    @Override
                    public Tensor of(Tensor samples) {
                        judged.add(samples);
                        return samples;
                    }

                    @Override
                    public Optional<UnaryOperator<Tensor>> onReal() {
                        return Optional.of(real -> real.mul(0));
                    }
                };
        TwoPlayer<None> gan = players(PLAIN).seenThrough(flattening);
        assertThat(gan.phases().get(0).loss().apply(batch()).total().item()).isPositive();
        assertThat(judged).hasSize(2);
        assertThat(judged.get(0).abs().largest().item()).isZero();
        assertThat(judged.get(1).abs().largest().item()).isPositive();
    }
}
