package dev.cardigan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurveTest {

    private static final DoubleUnaryOperator LINEAR = DoubleUnaryOperator.identity();

    @Test
    void smoothingLeavesAStraightLineWhereItIs() {
        List<Point> line =
                IntStream.range(0, 600).mapToObj(i -> new Point(i, 1000 - 3.0 * i)).toList();
        List<Point> smooth = Curve.smoothed(line, LINEAR, LINEAR);

        for (int i = 0; i < 600; i++) {
            assertThat(smooth.get(i).x()).isEqualTo(i);
            assertThat(smooth.get(i).y()).isCloseTo(1000 - 3.0 * i, within(1e-9));
        }
    }

    @Test
    void smoothingCalmsNoise() {
        Random random = new Random(1);
        List<Point> noise =
                IntStream.range(0, 6000)
                        .mapToObj(i -> new Point(i, random.nextGaussian()))
                        .toList();

        assertThat(deviation(noise)).isGreaterThan(0.9);
        assertThat(deviation(Curve.smoothed(noise, LINEAR, LINEAR))).isLessThan(0.15);
    }

    @Test
    void smoothingTakesTheGeometricMeanOnALogarithmicAxis() {
        List<Point> swing =
                IntStream.range(0, 60)
                        .mapToObj(i -> new Point(i, i % 2 == 0 ? 0.01 : 100))
                        .toList();

        assertThat(Curve.smoothed(swing, Math::log, Math::exp).get(30).y()).isBetween(0.1, 10.0);
        assertThat(Curve.smoothed(swing, LINEAR, LINEAR).get(30).y()).isGreaterThan(30);
    }

    @Test
    void smoothingPassesNanThroughAndKeepsItOutOfTheMean() {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            points.add(new Point(i, i == 25 ? Double.NaN : 2));
        }
        List<Point> smooth = Curve.smoothed(points, LINEAR, LINEAR);

        assertThat(smooth.get(25).y()).isNaN();
        assertThat(smooth.get(24).y()).isEqualTo(2);
        assertThat(smooth.get(26).y()).isEqualTo(2);
    }

    @Test
    void thinningKeepsEndsSpikesAndGaps() {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            points.add(new Point(i, Math.sin(i * 0.01)));
        }
        points.set(54_321, new Point(54_321, 50));
        points.set(65_432, new Point(65_432, -50));
        points.set(76_543, new Point(76_543, Double.NaN));

        List<Point> thinned = Curve.thinned(points, 300);

        assertThat(thinned).hasSizeLessThan(1300).isSortedAccordingTo(byStep());
        assertThat(thinned)
                .contains(
                        points.get(0),
                        points.get(54_321),
                        points.get(65_432),
                        points.get(76_543),
                        points.get(99_999));
        assertThat(Curve.thinned(points.subList(0, 1000), 300)).hasSize(1000);
    }

    private static Comparator<Point> byStep() {
        return Comparator.comparingDouble(Point::x);
    }

    private static double deviation(List<Point> points) {
        double sum = points.stream().mapToDouble(point -> point.y() * point.y()).sum();
        return Math.sqrt(sum / points.size());
    }
}
