package dev.cardigan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.data.Mixture;
import dev.cardigan.data.Toy2d;
import dev.cardigan.error.DataException;
import dev.cardigan.error.ShapeException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OptimalDiscriminatorTest {

    @Test
    void alikeTheGameIsWorthMinusLogFourAndDisjointNothing() {
        Gaussian one = Gaussian.of(0, 1);
        assertThat(new OptimalDiscriminator(one, one).value(-12, 12))
                .isCloseTo(-Math.log(4), within(1e-12));
        Gaussian far = Gaussian.of(40, 1);
        assertThat(new OptimalDiscriminator(one, far).jensenShannon(-12, 52))
                .isCloseTo(Math.log(2), within(1e-12));
        assertThat(OptimalDiscriminator.valueAt(Math.log(2))).isCloseTo(0, within(1e-12));
    }

    @Test
    void noOtherDiscriminatorReachesItsValue() {
        Gaussian real = Gaussian.of(0, 1);
        Gaussian fake = Gaussian.of(1, 0.8);
        double best = new OptimalDiscriminator(real, fake).value(-12, 12);
        for (double tilt : new double[] {0.9, 1.1}) {
            double value =
                    Quadrature.integral(
                            x -> {
                                double logit = tilt * (real.logDensity(x) - fake.logDensity(x));
                                return real.density(x) * Math.log(1 / (1 + Math.exp(-logit)))
                                        + fake.density(x) * Math.log(1 / (1 + Math.exp(logit)));
                            },
                            -12,
                            12);
            assertThat(value).isLessThan(best);
        }
    }

    @Test
    void countingApproachesTheDensityOfTheMixture() {
        Toy2d set = Toy2d.twoGaussians(1);
        Mixture law = set.mixture().orElseThrow();
        Points points = Points.of(set.load(IntStream.range(0, 50_000).toArray()).values(), 1);
        Grid grid = Grid.of(1, -5, 5, 50);
        Histogram counted = Histogram.of(grid, points);
        double[] exact = grid.densities(law::logDensity);
        assertThat(counted.outside()).isLessThan(0.001);
        for (int cell = 0; cell < grid.cells(); cell++) {
            assertThat(counted.densities()[cell]).isCloseTo(exact[cell], within(0.02));
        }
        assertThat(counted.logDensity(6)).isEqualTo(Double.NEGATIVE_INFINITY);
        OptimalDiscriminator best = new OptimalDiscriminator(law::logDensity, counted);
        assertThat(best.probability(-2.1)).isCloseTo(0.5, within(0.02));
    }

    @Test
    void mixtureDensityIntegratesToOneAndReachesFar() {
        Mixture law = Toy2d.twoGaussians(1).mixture().orElseThrow();
        assertThat(Quadrature.integral(x -> Math.exp(law.logDensity(x)), -10, 10))
                .isCloseTo(1, within(1e-12));
        assertThat(law.logDensity(200)).isFinite().isLessThan(-1000);
        assertThatThrownBy(() -> law.logDensity(1, 2)).isInstanceOf(DataException.class);
    }

    @Test
    void gridKnowsItsCells() {
        Grid grid = new Grid(List.of(new Grid.Side(0, 2, 2), new Grid.Side(0, 3, 3)));
        for (int cell = 0; cell < grid.cells(); cell++) {
            assertThat(grid.cell(grid.centre(cell))).hasValue(cell);
        }
        assertThat(grid.cell(1.5, 2.5)).hasValue(5);
        assertThat(grid.cell(2, 1)).isEmpty();
        assertThat(grid.cell(Double.NaN, 1)).isEmpty();
    }

    @Test
    void gaussiansOfOtherShapesAreRefused() {
        assertThatThrownBy(() -> Gaussian.of(0, 1).kullbackLeibler(Gaussian.standard(2)))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Gaussian.of(0, 0)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> Gaussian.full(new double[2], new double[][] {{1, 0.5}, {0.4, 1}}))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("symmetric");
    }
}
