package dev.cardigan.adversarial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.tensor.CentralDifferences;
import dev.cardigan.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossGradientTest {

    static Stream<AdversarialLoss> losses() {
        return Stream.of(
                new Minimax(1),
                new Minimax(0.9),
                NonSaturating.plain(),
                new NonSaturating(0.9),
                new LeastSquares(),
                new Hinge(),
                new Wasserstein(),
                new RelativisticAverage(),
                new RelativisticPaired());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void bothSidesHaveTheRightDerivative(AdversarialLoss loss) {
        Tensor real = CentralDifferences.values(1, 6, 1);
        Tensor fake = CentralDifferences.values(2, 6, 1);
        CentralDifferences.assertGradients(
                () -> loss.forDiscriminator(real, fake), List.of(real, fake));
        CentralDifferences.assertGradients(
                () -> loss.forGenerator(() -> real, fake), List.of(fake));
    }

    /** Confident scores of either kind must not overflow: logits are never turned into shares. */
    @ParameterizedTest
    @MethodSource("losses")
    void staysFiniteForScoresOfAnySize(AdversarialLoss loss) {
        Tensor high = Tensor.full(1000, 4, 1);
        Tensor low = Tensor.full(-1000, 4, 1);
        assertThat(loss.forDiscriminator(high, low).item()).isFinite();
        assertThat(loss.forDiscriminator(low, high).item()).isFinite();
        assertThat(loss.forGenerator(() -> high, low).item()).isFinite();
        assertThat(loss.forGenerator(() -> low, high).item()).isFinite();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void theBoundaryLiesBetweenScoresThatAreFarApart(AdversarialLoss loss) {
        // Absent where only differences count: the middle of the two means is used then.
        assertThat(loss.boundary().orElse(0)).isBetween(0.0, 0.5);
    }

    @Test
    void smoothingMovesTheBestScoreToALogitOfTheLabel() {
        Tensor score = Tensor.full(Math.log(0.9 / 0.1)).requireGradient(true);
        Tensor loss = new NonSaturating(0.9).forDiscriminator(score, Tensor.zeros(1));
        loss.backward();
        assertThat(score.gradient().orElseThrow().item()).isBetween(-1e-6, 1e-6);
    }
}
