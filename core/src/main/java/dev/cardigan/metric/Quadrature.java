package dev.cardigan.metric;

import java.util.function.DoubleUnaryOperator;

/** Integrals over a stretch of a line, by adaptive Simpson (Lyness 1969) on equal panels. */
final class Quadrature {

    /** Panels to begin with, so that a narrow peak is not stepped over. */
    private static final int PANELS = 256;

    /** Error allowed in the whole integral, a little above the rounding of its sum. */
    private static final double TOLERANCE = 1e-13;

    private static final int DEEPEST = 40;

    private Quadrature() {}

    static double integral(DoubleUnaryOperator function, double low, double high) {
        double width = (high - low) / PANELS;
        double sum = 0;
        for (int i = 0; i < PANELS; i++) {
            Panel panel = Panel.of(function, low + i * width, low + (i + 1) * width);
            sum += panel.refined(function, TOLERANCE / PANELS, DEEPEST);
        }
        return sum;
    }

    /** A stretch with the function's values at its ends and middle. */
    private record Panel(double low, double high, double atLow, double atMiddle, double atHigh) {

        static Panel of(DoubleUnaryOperator function, double low, double high) {
            return new Panel(
                    low,
                    high,
                    function.applyAsDouble(low),
                    function.applyAsDouble((low + high) / 2),
                    function.applyAsDouble(high));
        }

        double simpson() {
            return (high - low) / 6 * (atLow + 4 * atMiddle + atHigh);
        }

        double refined(DoubleUnaryOperator function, double tolerance, int depth) {
            double middle = (low + high) / 2;
            double leftMiddle = function.applyAsDouble((low + middle) / 2);
            double rightMiddle = function.applyAsDouble((middle + high) / 2);
            Panel left = new Panel(low, middle, atLow, leftMiddle, atMiddle);
            Panel right = new Panel(middle, high, atMiddle, rightMiddle, atHigh);
            double difference = left.simpson() + right.simpson() - simpson();
            // Richardson: halving the step leaves a sixteenth of the error.
            if (depth == 0 || Math.abs(difference) <= 15 * tolerance) {
                return left.simpson() + right.simpson() + difference / 15;
            }
            return left.refined(function, tolerance / 2, depth - 1)
                    + right.refined(function, tolerance / 2, depth - 1);
        }
    }
}
