package dev.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.adversarial.Penalty;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.data.Batch;
import dev.cardigan.nn.None;
import dev.cardigan.optim.Adam;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Threads;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** NaN or infinity anywhere is found in the step it appears in, and called by its name. */
class GuardTest {

    private static final Game GAME = Game.of(NonSaturating.plain(), Adam.rate(1e-3));

    private final AtomicBoolean armed = new AtomicBoolean();

    @BeforeAll
    static void oneThread() {
        Threads.use(1);
    }

    private static Run<Batch<None>> run(TwoPlayer<None> players) {
        return run(players, new Ring.Points(16));
    }

    private static Run<Batch<None>> run(TwoPlayer<None> players, Feed<Batch<None>> feed) {
        return new Run<>(players, Plan.steps(9), feed, World.ALONE);
    }

    private Run<Batch<None>> run(String side, boolean inGradient) {
        Poison gan =
                new Poison(
                        Ring.gan(7, 8, GAME),
                        armed,
                        side,
                        inGradient ? Poison::badGradient : Poison::badValue);
        return new Run<>(gan, Plan.steps(9), new Ring.Points(16), World.ALONE);
    }

    private static void advanceTwice(Run<?> run) {
        run.advance();
        run.advance();
    }

    private static void assertFound(Run<?> run, String expected) {
        assertThatThrownBy(run::advance)
                .isInstanceOf(NotFinite.class)
                .hasMessage("step 2, " + expected + " is not finite (NaN or infinity)");
        assertThat(run.step()).isEqualTo(2);
    }

    @Test
    void inTheInput() {
        try (Run<?> run =
                run(Ring.gan(7, 8, GAME), SpoiledPoints.where(position -> position == 2))) {
            advanceTwice(run);
            assertFound(run, "discriminator: input '0.real'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"discriminator", "generator"})
    void inALoss(String side) {
        try (Run<?> run = run(side, false)) {
            advanceTwice(run);
            armed.set(true);
            assertFound(run, side + ": loss 'adversarial'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"discriminator", "generator"})
    void inAGradientOfAFiniteLoss(String side) {
        try (Run<?> run = run(side, true)) {
            advanceTwice(run);
            armed.set(true);
            assertFound(run, "%s: gradient of 'players.%s.layers.0.weight'".formatted(side, side));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void inAPenalty(int every) {
        Game game = GAME.paying(new Penalty(new Poison.Penalty(armed), every));
        try (Run<?> run = run(Ring.gan(7, 8, game))) {
            advanceTwice(run);
            armed.set(true);
            assertFound(run, "discriminator: loss 'sour'");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "weights, discriminator.layers.2.weight, discriminator: weight",
        "average, layers.0.weight, average: averaged weight",
        "optimizers, discriminator:discriminator.layers.0.weight.mean, discriminator: optimizer state",
        "optimizers, discriminator:discriminator.layers.4.bias.square, discriminator: optimizer state",
        "optimizers, generator:generator.layers.2.weight.mean, generator: optimizer state",
        "optimizers, generator:generator.layers.0.bias.square, generator: optimizer state"
    })
    void inWhatTheRunRemembers(String file, String name, String found) {
        try (Run<?> run = run(Ring.gan(7, 8, GAME))) {
            advanceTwice(run);
            Scope.run(() -> Poison.into(run.state().get(file).get(name)));
            String ownName = name.substring(name.indexOf(':') + 1);
            assertFound(run, found + " '" + ownName + "'");
        }
    }

    @Test
    void nothingIsFoundInAHealthyRun() {
        try (Run<?> run = run(Ring.gan(7, 8, GAME))) {
            Stream.generate(() -> run).limit(5).forEach(Run::advance);
            assertThat(run.step()).isEqualTo(5);
        }
    }
}
