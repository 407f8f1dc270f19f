package dev.cardigan.augment;

import dev.cardigan.tensor.Tensor;
import java.util.Arrays;

/**
 * Amplifies frequency bands of every picture (Karras et al. 2020, appendix B): a bank of four
 * octave bands made of the wavelet sym2, [0, 1/8], [1/8, 1/4], [1/4, 1/2] and [1/2, 1] of the
 * highest frequency.
 */
final class FrequencyBands {

    static final int COUNT = 4;

    /** Power of natural pictures in each band, as the paper takes it. */
    private static final double[] POWER = {10.0 / 13, 1.0 / 13, 1.0 / 13, 1.0 / 13};

    private static final double[][] BANK = bank();
    private static final int TAPS = BANK[0].length;

    private FrequencyBands() {}

    /**
     * @param pictures [batch, channels, height, width], sides longer than half the 43 taps
     */
    static Tensor change(Tensor pictures, Strengths strengths, Chances chances) {
        double[][] gains = gains(strengths, chances);
        Tensor filters = filters(gains).to(pictures.device()).to(pictures.dtype());
        int batch = chances.batch();
        long channels = pictures.size(1);
        Tensor each =
                filters.unsqueeze(1).repeat(1, channels, 1).reshape(batch * channels, 1, 1, TAPS);
        long[] shape = pictures.shape();
        Tensor maps = pictures.padReflect(TAPS / 2);
        maps = maps.reshape(1, batch * channels, maps.size(2), maps.size(3));
        long groups = batch * channels;
        return maps.conv2d(each, 1, 1, groups)
                .conv2d(each.transpose(2, 3), 1, 1, groups)
                .reshape(shape);
    }

    /** Of every sample one gain a band; the expected power of the picture stays. */
    private static double[][] gains(Strengths strengths, Chances chances) {
        double[][] gains = new double[chances.batch()][COUNT];
        for (double[] each : gains) {
            Arrays.fill(each, 1);
        }
        for (int band = 0; band < COUNT; band++) {
            double likely = chances.probability() * strengths.bands().get(band);
            double[] factor = chances.normal(likely, n -> Math.pow(2, n * strengths.band()), 1);
            for (int i = 0; i < factor.length; i++) {
                double power = 1 + POWER[band] * (factor[i] * factor[i] - 1);
                gains[i][band] *= factor[i];
                for (int other = 0; other < COUNT; other++) {
                    gains[i][other] /= Math.sqrt(power);
                }
            }
        }
        return gains;
    }

    private static Tensor filters(double[][] gains) {
        float[] values = new float[gains.length * TAPS];
        for (int i = 0; i < gains.length; i++) {
            for (int tap = 0; tap < TAPS; tap++) {
                double sum = 0;
                for (int band = 0; band < COUNT; band++) {
                    sum += gains[i][band] * BANK[band][tap];
                }
                values[i * TAPS + tap] = (float) sum;
            }
        }
        return Tensor.of(values, gains.length, TAPS);
    }

    private static double[][] bank() {
        double root = Math.sqrt(3);
        double norm = 4 * Math.sqrt(2);
        // sym2 is Daubechies' wavelet with two vanishing moments.
        double[] low = {(1 - root) / norm, (3 - root) / norm, (3 + root) / norm, (1 + root) / norm};
        double[] high = new double[low.length];
        for (int i = 0; i < low.length; i++) {
            high[i] = i % 2 == 0 ? low[i] : -low[i];
        }
        double[] halfLow = autocorrelation(low);
        double[] halfHigh = autocorrelation(high);
        double[][] bank = new double[COUNT][1];
        bank[0][0] = 1;
        for (int band = 1; band < COUNT; band++) {
            for (int i = 0; i < COUNT; i++) {
                bank[i] = convolved(spread(bank[i]), halfLow);
            }
            int first = (bank[band].length - halfHigh.length) / 2;
            for (int i = 0; i < halfHigh.length; i++) {
                bank[band][first + i] += halfHigh[i];
            }
        }
        return bank;
    }

    private static double[] autocorrelation(double[] taps) {
        double[] reversed = new double[taps.length];
        for (int i = 0; i < taps.length; i++) {
            reversed[i] = taps[taps.length - 1 - i] / 2;
        }
        return convolved(taps, reversed);
    }

    private static double[] spread(double[] taps) {
        double[] wide = new double[taps.length * 2 - 1];
        for (int i = 0; i < taps.length; i++) {
            wide[2 * i] = taps[i];
        }
        return wide;
    }

    private static double[] convolved(double[] one, double[] other) {
        double[] result = new double[one.length + other.length - 1];
        for (int i = 0; i < one.length; i++) {
            for (int j = 0; j < other.length; j++) {
                result[i + j] += one[i] * other[j];
            }
        }
        return result;
    }
}
