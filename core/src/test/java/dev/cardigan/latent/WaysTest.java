package dev.cardigan.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import org.junit.jupiter.api.Test;

class WaysTest {

    private final RandomStream stream = RandomStream.seeded(2);

    private static double norm(Tensor codes, int row) {
        return codes.select(0, row).norm().item();
    }

    private static double step(Tensor codes, int from, int to) {
        return codes.select(0, from).sub(codes.select(0, to)).norm().item();
    }

    @Test
    void anArcBeginsAndEndsExactlyAndIsNowhereShorter() {
        Tensor ends = stream.normal(2, 64);
        Tensor unit = ends.div(ends.square().sum(true, 1).sqrt()).mul(8);
        Tensor arc = Ways.through(unit, 5, false, Ways.Kind.ARC);
        assertThat(arc.select(0, 0).toFloats()).isEqualTo(unit.select(0, 0).toFloats());
        assertThat(arc.select(0, 4).toFloats()).isEqualTo(unit.select(0, 1).toFloats());
        for (int i = 0; i < 5; i++) {
            assertThat(norm(arc, i)).isCloseTo(8, within(1e-4));
        }
        Tensor line = Ways.through(unit, 5, false, Ways.Kind.STRAIGHT);
        assertThat(norm(line, 2)).isLessThan(7);
        assertThat(line.select(0, 2).toFloats())
                .containsExactly(unit.mean(false, 0).toFloats(), within(1e-5f));
    }

    @Test
    void stopsOnTheWayArePassed() {
        Tensor stops = stream.normal(3, 2, 4);
        Tensor way = Ways.through(stops, 9, false, Ways.Kind.STRAIGHT);
        assertThat(way.shape()).containsExactly(9, 2, 4);
        assertThat(way.select(0, 4).toFloats())
                .containsExactly(stops.select(0, 1).toFloats(), within(1e-6f));
    }

    @Test
    void aClosedWayLeadsBackWithEvenSteps() {
        Tensor stops = stream.normal(3, 6);
        Tensor way = Ways.through(stops, 12, true, Ways.Kind.STRAIGHT);
        assertThat(way.select(0, 0).toFloats()).isEqualTo(stops.select(0, 0).toFloats());
        assertThat(step(way, 11, 0)).isCloseTo(step(way, 10, 11), within(1e-4));
    }

    @Test
    void aClosedWalkIsSmoothAndItsPointsAreSpreadAsLatentsAre() {
        Tensor walk = Ways.closedWalk(stream.normal(4, 4000), 40);
        double longest = 0;
        double shortest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 40; i++) {
            assertThat(walk.select(0, i).square().mean().item()).isCloseTo(1, within(0.1));
            longest = Math.max(longest, step(walk, i, (i + 1) % 40));
            shortest = Math.min(shortest, step(walk, i, (i + 1) % 40));
        }
        assertThat(longest).isLessThan(1.2 * shortest);
        assertThat(step(walk, 0, 20)).isGreaterThan(4 * longest);
    }

    @Test
    void aWayOfOneStopIsRefused() {
        assertThatThrownBy(() -> Ways.through(stream.normal(1, 4), 5, false, Ways.Kind.ARC))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("found 1 and 5");
    }
}
