package dev.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StrokeTest {

    @Test
    void curvePassesThroughItsPointsAndEndsAtTheLast() {
        Stroke flat = Stroke.curve(0, 0, 30, 10, 20, 60).flattened();

        assertThat(flat.count()).isEqualTo(13);
        assertThat(flat.x(0)).isEqualTo(0, within(1e-12));
        assertThat(flat.x(6)).isEqualTo(30, within(1e-12));
        assertThat(flat.y(6)).isEqualTo(10, within(1e-12));
        assertThat(flat.x(12)).isEqualTo(20, within(1e-12));
        assertThat(flat.y(12)).isEqualTo(60, within(1e-12));
    }

    @Test
    void curveThroughEvenlySpacedPointsOfALineIsThatLine() {
        Stroke flat = Stroke.curve(0, 0, 10, 20, 20, 40, 30, 60).flattened();

        for (int i = 0; i < flat.count(); i++) {
            assertThat(flat.y(i)).isEqualTo(2 * flat.x(i), within(1e-12));
            assertThat(flat.x(i)).isEqualTo(30.0 * i / (flat.count() - 1), within(1e-12));
        }
    }

    @Test
    void ringComesBackToItsStartSmoothly() {
        Stroke flat = Stroke.ring(10, 0, 20, 10, 10, 20, 0, 10).flattened();
        int last = flat.count() - 1;

        assertThat(flat.x(last)).isEqualTo(10, within(1e-12));
        assertThat(flat.y(last)).isEqualTo(0, within(1e-12));
        // No corner at the seam: the pieces before and after it mirror each other.
        assertThat(flat.y(1)).isEqualTo(flat.y(last - 1), within(1e-12));
        assertThat(flat.x(1) - 10).isEqualTo(10 - flat.x(last - 1), within(1e-12));
    }
}
