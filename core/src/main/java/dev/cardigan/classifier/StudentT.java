package dev.cardigan.classifier;

/** Student's t distribution: what the mean of a few differences says. */
public final class StudentT {

    private static final int ROUNDS = 200;

    private StudentT() {}

    /** Probability of a value beyond |t| on either side, with {@code freedom} degrees. */
    public static double twoSided(double t, int freedom) {
        return incompleteBeta(freedom / (freedom + t * t), freedom / 2.0, 0.5);
    }

    /** The t that is exceeded on either side with this probability. */
    public static double quantile(double twoSided, int freedom) {
        double low = 0;
        double high = 1e6;
        for (int i = 0; i < ROUNDS; i++) {
            double middle = (low + high) / 2;
            if (twoSided(middle, freedom) > twoSided) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /**
     * The regularised incomplete beta function by its continued fraction. Abramowitz and Stegun
     * 1964, 26.5.8, evaluated from its end.
     */
    private static double incompleteBeta(double x, double a, double b) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        // The fraction converges fast below the mean only.
        if (x > (a + 1) / (a + b + 2)) {
            return 1 - incompleteBeta(1 - x, b, a);
        }
        double front =
                Math.exp(
                        a * Math.log(x)
                                + b * Math.log(1 - x)
                                - (logGamma(a) + logGamma(b) - logGamma(a + b)));
        return front / a / fraction(x, a, b);
    }

    /** 1 + d1 / (1 + d2 / (1 + ...)). */
    private static double fraction(double x, double a, double b) {
        double value = 1;
        for (int m = ROUNDS; m >= 1; m--) {
            int half = m / 2;
            double term =
                    m % 2 == 0
                            ? half * (b - half) * x / ((a + m - 1) * (a + m))
                            : -(a + half) * (a + b + half) * x / ((a + m - 1) * (a + m));
            value = 1 + term / value;
        }
        return value;
    }

    /** Stirling's series, after raising the argument above 10; good to 1e-13. */
    private static double logGamma(double x) {
        double shift = 0;
        double z = x;
        while (z < 10) {
            shift -= Math.log(z);
            z++;
        }
        double inverse = 1 / (z * z);
        double series =
                (1 / 12.0 - inverse * (1 / 360.0 - inverse * (1 / 1260.0 - inverse / 1680))) / z;
        return shift + (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series;
    }
}
