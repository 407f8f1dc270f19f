package dev.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Toy2dTest {

    private static final int[] ALL = IntStream.range(0, Toy2d.SIZE).toArray();

    @Test
    void ringHasEightUniqueModesOnACircle() {
        Mixture ring = Toy2d.ring8(0).mixture().orElseThrow();

        assertThat(ring.sigma()).isEqualTo(0.02);
        assertThat(ring.modes()).isEqualTo(8);
        for (int mode = 0; mode < 8; mode++) {
            List<Double> here = ring.centres().get(mode);
            List<Double> next = ring.centres().get((mode + 1) % 8);
            assertThat(Math.hypot(here.get(0), here.get(1))).isEqualTo(2, within(1e-12));
            // The side of a regular octagon of radius 2.
            assertThat(Math.hypot(here.get(0) - next.get(0), here.get(1) - next.get(1)))
                    .isEqualTo(4 * Math.sin(Math.PI / 8), within(1e-12));
        }
    }

    @Test
    void gridHasTwentyFiveModes() {
        Mixture grid = Toy2d.grid25(0).mixture().orElseThrow();

        assertThat(grid.sigma()).isEqualTo(0.05);
        assertThat(new HashSet<>(grid.centres())).hasSize(25);
        assertThat(grid.centres().stream().flatMap(List::stream))
                .containsOnly(-4.0, -2.0, 0.0, 2.0, 4.0);
        assertThat(grid.flattened()).hasSize(50).startsWith(-4, -4, -4, -2).endsWith(4, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ring8", "ring8-unit", "grid25", "two-gaussians"})
    void pointsFollowTheirMixture(String name) {
        Toy2d toy = Toy2d.of(name, 3);
        Mixture mixture = toy.mixture().orElseThrow();
        RawPoints points = toy.load(ALL);

        assertThat(points.count()).isEqualTo(Toy2d.SIZE);
        assertThat(points.dimensions()).isEqualTo(mixture.dimensions());
        int[] perMode = new int[mixture.modes()];
        double squares = 0;
        for (int i = 0; i < points.count(); i++) {
            perMode[points.labels()[i]]++;
            for (int axis = 0; axis < points.dimensions(); axis++) {
                double centre = mixture.centres().get(points.labels()[i]).get(axis);
                double error = points.values()[i * points.dimensions() + axis] - centre;
                squares += error * error;
            }
        }
        double variance = squares / points.values().length;
        assertThat(variance / (mixture.sigma() * mixture.sigma())).isEqualTo(1, within(0.02));
        double expected = (double) Toy2d.SIZE / mixture.modes();
        // Five standard deviations of a binomial count.
        for (int count : perMode) {
            assertThat((double) count).isEqualTo(expected, within(5 * Math.sqrt(expected)));
        }
    }

    @Test
    void ringPointIsTheSameForEver() {
        RawPoints point = Toy2d.ring8(3).load(new int[] {5});

        // From a second implementation in Python; see DrawsTest.
        assertThat(point.labels()).containsExactly(6);
        assertThat(point.values()[0]).isEqualTo(-0.0028570485f, within(1e-6f));
        assertThat(point.values()[1]).isEqualTo(-1.9909956f, within(1e-6f));
    }

    @Test
    void swissRollLiesOnItsSpiral() {
        Toy2d roll = Toy2d.swissRoll(1);
        RawPoints points = roll.load(ALL);

        assertThat(roll.mixture()).isEmpty();
        assertThat(roll.classes()).containsExactly("0");
        double squares = 0;
        for (int i = 0; i < points.count(); i++) {
            double x = points.values()[2 * i] * Toy2d.SWISS_ROLL_SCALE;
            double y = points.values()[2 * i + 1] * Toy2d.SWISS_ROLL_SCALE;
            double distance = distanceToSpiral(x, y);
            assertThat(distance).isLessThan(0.25 * 6);
            squares += distance * distance;
        }
        // Across the curve, the noise of 0.25 is all there is; the loose ends add a little.
        assertThat(Math.sqrt(squares / points.count())).isEqualTo(0.25, within(0.01));
    }

    @Test
    void pointDependsOnSeedAndIndexAlone() {
        Toy2d toy = Toy2d.grid25(9);
        RawPoints alone = toy.load(new int[] {77_777});
        RawPoints among = toy.load(new int[] {3, 77_777, 0});

        assertThat(among.values()[2]).isEqualTo(alone.values()[0]);
        assertThat(among.values()[3]).isEqualTo(alone.values()[1]);
        assertThat(among.labels()[1]).isEqualTo(alone.labels()[0]);
        assertThat(Toy2d.grid25(10).load(new int[] {77_777}).values()).isNotEqualTo(alone.values());
    }

    @Test
    void fingerprintsTellParametersApart() {
        HashSet<String> seen = new HashSet<>();
        for (String name : Toy2d.NAMES) {
            seen.add(Toy2d.of(name, 0).fingerprint());
            seen.add(Toy2d.of("builtin:" + name, 1).fingerprint());
        }

        assertThat(seen).hasSize(2 * Toy2d.NAMES.size());
        assertThat(Toy2d.ring8(0).fingerprint())
                .isEqualTo("faa234630de9d1f08a5cf5f827585bdcf659051321b7dc506aa1106a90382d38");
    }

    @Test
    void describesItself() {
        Toy2d line = Toy2d.of("builtin:two-gaussians", 0);

        assertThat(line.name()).isEqualTo("builtin:two-gaussians");
        assertThat(line.size()).isEqualTo(100_000);
        assertThat(line.shape()).isEqualTo(SampleShape.points(1));
        assertThat(line.classes()).containsExactly("0", "1");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Toy2d.of("ring9", 0))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "There is no toy data set 'ring9': expected one of ring8, ring8-unit, grid25,"
                                + " swissroll, two-gaussians.");
        assertThatThrownBy(() -> Toy2d.ring8(0).load(new int[] {-1}))
                .isInstanceOf(DataException.class)
                .hasMessage("builtin:ring8 has no sample -1: expected 0 to 99999.");
        assertThatThrownBy(() -> new Mixture(List.of(List.of(1.0), List.of(1.0, 2.0)), 1))
                .isInstanceOf(DataException.class);
        assertThatThrownBy(() -> new Mixture(List.of(List.of(1.0)), Double.NaN))
                .isInstanceOf(DataException.class);
    }

    private static double distanceToSpiral(double x, double y) {
        double nearest = Double.POSITIVE_INFINITY;
        double polar = Math.atan2(y, x);
        // The spiral t (cos t, sin t) passes the direction of the point at most three times; its
        // foot lies within a small angle of one of these.
        for (int turn = 0; turn <= 2; turn++) {
            for (int step = -8; step <= 8; step++) {
                double t = polar + 2 * Math.PI * turn + step * 0.02;
                double angle = Math.max(1.5 * Math.PI, Math.min(4.5 * Math.PI, t));
                double distance =
                        Math.hypot(x - angle * Math.cos(angle), y - angle * Math.sin(angle));
                nearest = Math.min(nearest, distance);
            }
        }
        return nearest;
    }
}
