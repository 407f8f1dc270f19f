package dev.cardigan.data;

import java.util.ArrayList;
import java.util.List;

/**
 * The hand that writes one digit: its slant, its size, its pen and how it trembles. Lengths are
 * fractions of the picture's side unless said; a hundredth of the digit's height is a "unit".
 */
final class Hand {

    // Pixels between a stroke's edge and the picture's: half a pixel to the centre of the outermost
    // one, and 0.7 in which the ink fades (half of Canvas's softness), so that this one stays
    // black.
    private static final double MARGIN = 1.25;

    // Pixels; a thinner pen would leave grey lines only.
    private static final double THINNEST_RADIUS = 0.7;

    private final Draws draws;
    private final double rotation; // radians
    private final double shear; // sideways per height; people lean to the right
    private final double height;
    private final double breadth; // width over its natural width
    private final double penRadius;
    private final double pressure; // how much the pen's radius swells along a stroke
    private final Wave broadWave;
    private final Wave fineWave;

    private Hand(Draws draws) {
        this.draws = draws;
        rotation = clipped(0, 0.08, 0.22);
        shear = clipped(0.12, 0.16, 0.36);
        height = draws.uniform(0.58, 0.76);
        breadth = draws.uniform(0.82, 1.22);
        // A small hand holds a thin pen, or the bellies of 6, 8 and 9 would fill with ink.
        penRadius = height * draws.uniform(0.042, 0.088);
        pressure = draws.uniform(0, 0.22);
        broadWave = Wave.from(draws, 3.2, 0.8);
        fineWave = Wave.from(draws, 1.1, 2.2);
    }

    static Hand from(Draws draws) {
        return new Hand(draws);
    }

    /** Writes the strokes of one habit onto a black canvas. */
    void write(List<Stroke> habit, Canvas canvas) {
        List<Stroke> strokes = new ArrayList<>(habit.size());
        for (Stroke stroke : habit) {
            Stroke shaky = stroke.wobbled(coordinate -> coordinate + 1.5 * draws.normal());
            strokes.add(leaning(shaky.flattened()));
        }
        Frame frame = Frame.around(strokes);
        double radius = Math.max(THINNEST_RADIUS, penRadius * canvas.side());
        double room = canvas.side() - 2 * (MARGIN + radius * (1 + pressure));
        double wanted = height * canvas.side() / 100;
        double scale = Math.min(wanted, room / Math.max(frame.width(), frame.height()));
        double right = shift(room - scale * frame.width(), canvas.side());
        double down = shift(room - scale * frame.height(), canvas.side());
        for (Stroke stroke : strokes) {
            draw(stroke, canvas, frame, scale, right, down, radius);
        }
    }

    private Stroke leaning(Stroke flat) {
        double cosine = StrictMath.cos(rotation);
        double sine = StrictMath.sin(rotation);
        double[] moved = new double[2 * flat.count()];
        for (int i = 0; i < flat.count(); i++) {
            double x = flat.x(i);
            double y = flat.y(i);
            double bentX = x + broadWave.sideways(x, y) + fineWave.sideways(x, y);
            double bentY = y + broadWave.upright(x, y) + fineWave.upright(x, y);
            double leaningX = breadth * bentX - shear * bentY;
            moved[2 * i] = cosine * leaningX - sine * bentY;
            moved[2 * i + 1] = sine * leaningX + cosine * bentY;
        }
        return Stroke.lines(moved);
    }

    private void draw(
            Stroke stroke,
            Canvas canvas,
            Frame frame,
            double scale,
            double right,
            double down,
            double radius) {
        double centre = canvas.side() / 2.0;
        double phase = draws.uniform(0, 2 * StrictMath.PI);
        double turns = draws.uniform(2, 5);
        double fromX = 0;
        double fromY = 0;
        double fromRadius = 0;
        for (int i = 0; i < stroke.count(); i++) {
            double x = centre + right + scale * (stroke.x(i) - frame.centreX());
            double y = centre + down + scale * (stroke.y(i) - frame.centreY());
            double swell = StrictMath.sin(phase + turns * i / stroke.count());
            double toRadius = radius * (1 + pressure * swell);
            if (i > 0) {
                canvas.line(fromX, fromY, fromRadius, x, y, toRadius);
            }
            fromX = x;
            fromY = y;
            fromRadius = toRadius;
        }
    }

    private double shift(double free, int side) {
        double limit = Math.max(0, free) / 2;
        return Math.max(-limit, Math.min(limit, 0.03 * side * draws.normal()));
    }

    private double clipped(double mean, double deviation, double limit) {
        double value = mean + deviation * draws.normal();
        return Math.max(mean - limit, Math.min(mean + limit, value));
    }

    /** A slow bend of the whole plane, so that strokes which touch still touch afterwards. */
    private record Wave(
            double amplitude, double alongX, double alongY, double phaseX, double phaseY) {

        /** A wave of an amplitude in units and about so many cycles per height of the digit. */
        static Wave from(Draws draws, double amplitude, double cycles) {
            double direction = draws.uniform(0, 2 * StrictMath.PI);
            double frequency = 2 * StrictMath.PI * cycles * draws.uniform(0.6, 1.2) / 100;
            return new Wave(
                    amplitude * draws.uniform(0.2, 1),
                    frequency * StrictMath.cos(direction),
                    frequency * StrictMath.sin(direction),
                    draws.uniform(0, 2 * StrictMath.PI),
                    draws.uniform(0, 2 * StrictMath.PI));
        }

        double sideways(double x, double y) {
            return amplitude * StrictMath.sin(alongX * x + alongY * y + phaseX);
        }

        double upright(double x, double y) {
            return amplitude * StrictMath.sin(alongY * x - alongX * y + phaseY);
        }
    }

    /** The smallest upright rectangle around all strokes. */
    private record Frame(double left, double top, double right, double bottom) {

        static Frame around(List<Stroke> strokes) {
            double left = Double.POSITIVE_INFINITY;
            double top = Double.POSITIVE_INFINITY;
            double right = Double.NEGATIVE_INFINITY;
            double bottom = Double.NEGATIVE_INFINITY;
            for (Stroke stroke : strokes) {
                for (int i = 0; i < stroke.count(); i++) {
                    left = Math.min(left, stroke.x(i));
                    right = Math.max(right, stroke.x(i));
                    top = Math.min(top, stroke.y(i));
                    bottom = Math.max(bottom, stroke.y(i));
                }
            }
            return new Frame(left, top, right, bottom);
        }

        double width() {
            return right - left;
        }

        double height() {
            return bottom - top;
        }

        double centreX() {
            return (left + right) / 2;
        }

        double centreY() {
            return (top + bottom) / 2;
        }
    }
}
