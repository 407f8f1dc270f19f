package dev.cardigan.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DiagonalGaussianTest {

    /** One sample, means 1 and -2, variances 4 and 0.25. */
    private static DiagonalGaussian example() {
        double[] both = {1, -2, Math.log(4), Math.log(0.25)};
        return DiagonalGaussian.of(Tensor.of(both, 1, 4));
    }

    @Test
    void divergenceIsTheIntegralItStandsFor() {
        // KL = E_q[log q - log p], by a fine midpoint sum over each coordinate on its own.
        double expected = kl(1, 2) + kl(-2, 0.5);
        assertThat(example().divergence().item()).isCloseTo(expected, within(1e-6));
    }

    private static double kl(double mean, double deviation) {
        double sum = 0;
        double width = 1e-3;
        for (double u = -12; u < 12; u += width) {
            double middle = u + width / 2;
            double x = mean + deviation * middle;
            double density = Math.exp(-middle * middle / 2) / Math.sqrt(2 * Math.PI);
            double logRatio = -Math.log(deviation) - middle * middle / 2 + x * x / 2;
            sum += density * logRatio * width;
        }
        return sum;
    }

    @Test
    void drawsHaveItsMeanAndDeviation() {
        Tensor mean = Tensor.full(3, 20_000, 1);
        Tensor logVariance = Tensor.full(Math.log(0.25), 20_000, 1);
        Tensor drawn = new DiagonalGaussian(mean, logVariance).draw(RandomStream.seeded(1));
        assertThat(drawn.mean().item()).isCloseTo(3, within(0.02));
        assertThat(drawn.standardDeviation().item()).isCloseTo(0.5, within(0.02));
    }

    @Test
    void saysWhatItExpects() {
        assertThatThrownBy(() -> DiagonalGaussian.of(Tensor.zeros(2, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[batch, 2 * size], found [2, 3]");
    }
}
