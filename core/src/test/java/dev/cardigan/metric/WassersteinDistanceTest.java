package dev.cardigan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WassersteinDistanceTest {

    private static Points cloud(long seed, int count, double shift) {
        Random random = new Random(seed);
        return Points.of(random.doubles(2L * count).map(x -> x + shift).toArray(), 2);
    }

    @Test
    void movingEverythingCostsTheWayInEveryOrder() {
        Points x = cloud(1, 50, 0);
        Points moved = cloud(1, 50, 3);
        for (double order : new double[] {1, 1.5, 2}) {
            assertThat(WassersteinDistance.between(order, x, moved))
                    .isCloseTo(3 * Math.sqrt(2), within(1e-9));
        }
    }

    @Test
    void assignmentAgreesWithTheLineWhereAllLiesOnOne() {
        double[] x = new Random(2).doubles(60).toArray();
        double[] y = new Random(3).doubles(60).map(v -> 2 * v * v).toArray();
        double[] one = {0.6, 0.8};
        for (double order : new double[] {1, 2}) {
            double exact = WassersteinDistance.onLine(order, x, y);
            assertThat(WassersteinDistance.between(order, Points.onLine(x), Points.onLine(y)))
                    .isCloseTo(exact, within(1e-12));
            assertThat(WassersteinDistance.between(order, along(one, x), along(one, y)))
                    .isCloseTo(exact, within(1e-12));
        }
    }

    private static Points along(double[] direction, double[] steps) {
        double[] values = new double[2 * steps.length];
        for (int i = 0; i < steps.length; i++) {
            values[2 * i] = direction[0] * steps[i];
            values[2 * i + 1] = direction[1] * steps[i];
        }
        return Points.of(values, 2);
    }

    @Test
    void assignmentIsTheBestOfAllPermutations() {
        Random random = new Random(4);
        for (int round = 0; round < 20; round++) {
            double[][] costs = new double[6][6];
            for (double[] row : costs) {
                Arrays.setAll(row, unused -> random.nextDouble());
            }
            assertThat(Assignment.of(costs).cost()).isCloseTo(cheapest(costs, 0, 0), within(1e-12));
            assertThat(Assignment.of(costs).columns()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
        }
    }

    /** Tries every column for each row from this one on. */
    private static double cheapest(double[][] costs, int row, int taken) {
        if (row == costs.length) {
            return 0;
        }
        return IntStream.range(0, costs.length)
                .filter(column -> (taken >> column & 1) == 0)
                .mapToDouble(
                        column ->
                                costs[row][column] + cheapest(costs, row + 1, taken | 1 << column))
                .min()
                .orElseThrow();
    }

    @Test
    void slicedDistanceIsNeverMoreThanTheExactOne() {
        Points x = cloud(5, 40, 0);
        Points y = cloud(6, 40, 0.5);
        Points directions =
                Scope.tidy(() -> WassersteinDistance.directions(RandomStream.seeded(7), 32, 2));
        double sliced = WassersteinDistance.sliced(1, x, y, directions);
        assertThat(sliced).isPositive().isLessThan(WassersteinDistance.between(1, x, y));
        for (int i = 0; i < directions.count(); i++) {
            assertThat(Math.hypot(directions.at(i, 0), directions.at(i, 1)))
                    .isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void weightsCountAsManyPoints() {
        double doubled =
                WassersteinDistance.onLine(
                        1,
                        new double[] {0, 1},
                        new double[] {2, 1},
                        new double[] {5},
                        new double[] {7});
        assertThat(doubled)
                .isCloseTo(
                        WassersteinDistance.onLine(1, new double[] {0, 0, 1}, new double[] {5}),
                        within(1e-12));
    }

    @Test
    void whatDoesNotFitIsSaid() {
        assertThatThrownBy(() -> WassersteinDistance.onLine(0.5, new double[1], new double[1]))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> WassersteinDistance.onLine(1, new double[0], new double[1]))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("found 0 points");
        assertThatThrownBy(() -> WassersteinDistance.between(1, cloud(1, 3, 0), cloud(1, 4, 0)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("3 and 4 points");
        assertThatThrownBy(() -> Assignment.of(new double[][] {{Double.NaN}}))
                .isInstanceOf(ShapeException.class);
    }
}
