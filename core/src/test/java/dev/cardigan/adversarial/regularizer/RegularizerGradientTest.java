package dev.cardigan.adversarial.regularizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.nn.Activation;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.LeakyRelu;
import dev.cardigan.nn.Linear;
import dev.cardigan.nn.Reshape;
import dev.cardigan.nn.Sequential;
import dev.cardigan.tensor.CentralDifferences;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Weight;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegularizerGradientTest {

    private static final Tensor REAL = CentralDifferences.values(1, 3, 1, 2, 2);
    private static final Tensor FAKE = CentralDifferences.values(2, 3, 1, 2, 2);

    static Stream<Regularizer> regularizers() {
        return Stream.of(new GradientPenalty(10), new Dragan(10, 0.5), new R1(10), new R2(10));
    }

    private static Sequential discriminator() {
        Initializer initializer = Initializer.xavier(RandomStream.seeded(2));
        Sequential layers =
                Sequential.of(
                        Reshape.flat(),
                        Linear.of(4, 5, initializer),
                        Activation.TANH,
                        Linear.of(5, 1, initializer));
        layers.weights().values().forEach(weight -> weight.become(weight.to(DType.F64)));
        return layers;
    }

    /** The same shares and noise at every call: a difference quotient needs a fixed function. */
    private record Fixed() implements RandomSource {
        @Override
        public Tensor normal(long... shape) {
            return CentralDifferences.values(8, shape);
        }

        @Override
        public Tensor uniform(double low, double high, long... shape) {
            Tensor share = CentralDifferences.values(9, shape).abs().div(2);
            return share.mul(high - low).add(low);
        }

        @Override
        public Tensor integers(long bound, long... shape) {
            throw new AssertionError("no penalty draws whole numbers");
        }
    }

    @ParameterizedTest
    @MethodSource("regularizers")
    void thePenaltyIsDifferentiableInTheWeights(Regularizer regularizer) {
        Sequential discriminator = discriminator();
        List<Tensor> weights = discriminator.parameters().stream().map(Parameter::value).toList();
        CentralDifferences.assertGradients(
                () -> regularizer.penalty(discriminator, discriminator, REAL, FAKE, new Fixed()),
                weights);
    }

    /** Dead units make scores that do not depend on the sample at all. */
    @ParameterizedTest
    @MethodSource("regularizers")
    void aFlatScoreHasAFiniteGradient(Regularizer regularizer) {
        Sequential discriminator = discriminator();
        Tensor weight = discriminator.parameters().get(0).value();
        weight.scale(0);
        weight.requireGradient(true);
        Tensor penalty = regularizer.penalty(discriminator, discriminator, REAL, FAKE, new Fixed());
        Tensor gradient = Gradient.of(penalty, List.of(weight), false).get(0);
        assertThat(penalty.item()).isFinite();
        assertThat(gradient.toDoubles()).containsOnly(0);
    }

    /** A linear score has the same gradient everywhere, of the length of its weight. */
    @Test
    void aLinearScoreCostsWhatItsSlopeSays() {
        Tensor weight = Tensor.of(new double[] {0.6, 0, 0, 0.8, 2}, 1, 5);
        double length = Math.sqrt(0.6 * 0.6 + 0.8 * 0.8 + 4);
        Layer linear = x -> x.matmul(weight.transpose(0, 1));
        Tensor real = CentralDifferences.values(3, 4, 5);
        Tensor fake = CentralDifferences.values(4, 4, 5);
        double slope = length * length;
        double away = (length - 1) * (length - 1);
        assertPrice(new R1(3), linear, real, fake, 3 / 2.0 * slope);
        assertPrice(new R2(3), linear, real, fake, 3 / 2.0 * slope);
        assertPrice(new GradientPenalty(10), linear, real, fake, 10 * away);
        assertPrice(new Dragan(10, 0.5), linear, real, fake, 10 * away);
    }

    private static void assertPrice(
            Regularizer regularizer, Layer score, Tensor real, Tensor fake, double expected) {
        assertThat(regularizer.penalty(score, score, real, fake, new Fixed()).item())
                .as(regularizer.name())
                .isCloseTo(expected, within(1e-12 * expected));
    }

    /** Kinked activations: the same numbers without a second way back through the layers. */
    @ParameterizedTest
    @MethodSource("kinked")
    void doesNotGoBackThroughActivationsOfStraightPieces(Layer activation) {
        Initializer initializer = Initializer.xavier(RandomStream.seeded(3));
        Linear first = Linear.of(4, 6, initializer);
        Layer layers =
                Sequential.of(Reshape.flat(), first, activation, Linear.of(6, 1, initializer));
        layers.weights().values().forEach(each -> each.become(each.to(DType.F64)));
        Weight weight = first.weight();
        Parameter bias = first.bias().orElseThrow();
        weight.value().requireGradient(true);
        bias.value().requireGradient(true);
        Tensor x = REAL.detach().requireGradient(true);
        Tensor plain = layers.forward(x);
        Tensor twice = Gradient.twice(() -> layers.forward(x));
        assertThat(twice.toDoubles()).isEqualTo(plain.toDoubles());

        Tensor plainSlopes = Gradient.of(plain, x);
        Tensor slopes = Gradient.of(twice, x);
        assertThat(slopes.toDoubles()).isEqualTo(plainSlopes.toDoubles());

        List<Tensor> weights = List.of(weight.value());
        Tensor expected = Gradient.of(plainSlopes.square().sum(), weights, false).get(0);
        Tensor found = Gradient.of(slopes.square().sum(), weights, false).get(0);
        assertThat(expected.abs().sum().item()).isPositive();
        assertThat(found.toDoubles()).isEqualTo(expected.toDoubles());

        // The bias moves the kinks alone: a backward pass that reaches it is in vain.
        Gradient.of(Gradient.twice(() -> layers.forward(x)), x).square().sum().backward();
        assertThat(weight.value().gradient()).isPresent();
        assertThat(bias.value().gradient()).isEmpty();
    }

    static Stream<Layer> kinked() {
        return Stream.of(Activation.RELU, new LeakyRelu(0.2));
    }
}
