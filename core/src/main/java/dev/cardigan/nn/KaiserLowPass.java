package dev.cardigan.nn;

import dev.cardigan.error.ShapeException;

/**
 * A low pass by Kaiser's window: the sinc of an ideal low pass, cut to a few taps by a window whose
 * shape trades the width of the transition against attenuation. Kaiser, 1974, "Nonrecursive digital
 * filter design using the I0-sinh window function"; as in Karras et al. 2021,
 * https://arxiv.org/abs/2106.12423, appendix C.
 *
 * @param taps their number; the filter is symmetric
 * @param cutoff where the response is one half, in cycles per unit
 * @param halfWidth from the cut-off to where the stop band begins, in cycles per unit
 * @param rate samples per unit
 */
public record KaiserLowPass(int taps, double cutoff, double halfWidth, double rate) {

    public KaiserLowPass {
        if (taps < 1 || !(cutoff > 0) || !(halfWidth > 0) || !(cutoff <= rate / 2)) {
            throw new ShapeException(
                    "low pass: expected at least 1 tap, a cut-off above 0 and up to half the rate and a half width above 0, found %d taps, cut-off %s, half width %s at rate %s"
                            .formatted(taps, cutoff, halfWidth, rate));
        }
    }

    /** Of the stop band, in dB, as Kaiser's formula predicts it from taps and transition. */
    public double attenuation() {
        double transition = 2 * halfWidth / (rate / 2); // share of the band below half the rate
        return 2.285 * (taps - 1) * Math.PI * transition + 7.95;
    }

    /** The window's shape for an attenuation in dB; 0 is the rectangle. */
    public static double beta(double attenuation) {
        if (attenuation > 50) {
            return 0.1102 * (attenuation - 8.7);
        }
        if (attenuation >= 21) {
            double over = attenuation - 21;
            return 0.5842 * Math.pow(over, 0.4) + 0.07886 * over;
        }
        return 0;
    }

    /** The taps, whose sum is 1, along both directions. */
    public FirFilter filter() {
        double beta = beta(attenuation());
        double middle = (taps - 1) / 2.0;
        double[] row = new double[taps];
        for (int i = 0; i < taps; i++) {
            double away = i - middle;
            double share = middle == 0 ? 0 : away / middle;
            double window = bessel(beta * Math.sqrt(Math.max(0, 1 - share * share))) / bessel(beta);
            row[i] = sinc(2 * cutoff / rate * away) * window;
        }
        return FirFilter.of(row);
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    /** The modified Bessel function of the first kind and order 0, by its power series. */
    static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-17; k++) {
            double factor = x / (2 * k);
            term *= factor * factor;
            sum += term;
        }
        return sum;
    }
}
