package dev.cardigan.metric;

import dev.cardigan.data.Mixture;
import dev.cardigan.error.ShapeException;
import java.util.Arrays;
import java.util.List;

/**
 * How samples spread over the modes of a known distribution. Every point belongs to its nearest
 * mode and is good when it lies less than three standard deviations from it; a mode counts when at
 * least one good point is there. Srivastava et al. 2017 (VEEGAN), https://arxiv.org/abs/1705.07761;
 * Lin et al. 2018 (PacGAN), https://arxiv.org/abs/1712.04086.
 *
 * @param points how many samples were looked at
 * @param counts points per mode; points that are not finite belong to none
 * @param goodCounts good points per mode
 */
public record ModeCoverage(long points, List<Long> counts, List<Long> goodCounts) {

    /** Good points lie nearer to their mode than so many standard deviations. */
    public static final double GOOD_SIGMAS = 3;

    private static final int DIGITS = 10;
    private static final int STACK = 3;

    public ModeCoverage {
        counts = List.copyOf(counts);
        goodCounts = List.copyOf(goodCounts);
    }

    /**
     * Looks at points of a mixture's space.
     *
     * @throws ShapeException if there are no points or their dimensions are not the mixture's
     */
    public static ModeCoverage of(Mixture mixture, Points points) {
        points.requireSome("Mode coverage");
        points.requireDimensions("mixture", mixture.dimensions());
        long[] counts = new long[mixture.modes()];
        long[] good = new long[mixture.modes()];
        for (int i = 0; i < points.count(); i++) {
            double[] point = points.point(i);
            if (!Arrays.stream(point).allMatch(Double::isFinite)) {
                continue;
            }
            int mode = mixture.nearest(point);
            counts[mode]++;
            if (mixture.distance(mode, point) / mixture.sigma() < GOOD_SIGMAS) {
                good[mode]++;
            }
        }
        return new ModeCoverage(points.count(), boxed(counts), boxed(good));
    }

    /**
     * The 1,000 modes of three stacked digits, of which a classifier has told the labels; every
     * sample is good. Metz et al. 2017, https://arxiv.org/abs/1611.02163.
     *
     * @param labels [samples, 3], row by row, each 0 .. 9
     * @throws ShapeException if there are no whole stacks or a label is no digit
     */
    public static ModeCoverage stackedDigits(int[] labels) {
        boolean digits = Arrays.stream(labels).allMatch(label -> label >= 0 && label < DIGITS);
        if (labels.length == 0 || labels.length % STACK != 0 || !digits) {
            throw new ShapeException(
                    "Stacked digits: expected labels 0 to 9, three for each sample, found %d numbers%s; classify all three channels."
                            .formatted(labels.length, digits ? "" : " with others among them"));
        }
        long[] counts = new long[DIGITS * DIGITS * DIGITS];
        for (int i = 0; i < labels.length; i += STACK) {
            counts[(labels[i] * DIGITS + labels[i + 1]) * DIGITS + labels[i + 2]]++;
        }
        List<Long> all = boxed(counts);
        return new ModeCoverage(labels.length / STACK, all, all);
    }

    /** Modes with at least one good point. */
    public int modes() {
        return (int) goodCounts.stream().filter(count -> count > 0).count();
    }

    /** Good points as a share of all. */
    public double highQualityShare() {
        return goodCounts.stream().mapToLong(Long::longValue).sum() / (double) points;
    }

    /** The share of each mode, over all finite points. */
    public double[] shares() {
        return Divergence.shares(unboxed(counts));
    }

    /** The share of each mode, over the good points alone; NaN where there are none. */
    public double[] goodShares() {
        return Divergence.shares(unboxed(goodCounts));
    }

    /** KL(generated || uniform) over the modes, in nats. */
    public double reverseKullbackLeibler() {
        return Divergence.kullbackLeibler(shares(), Divergence.uniform(counts.size()));
    }

    /** KL(these || real) over the modes, in nats; infinite where real points leave a mode out. */
    public double reverseKullbackLeibler(ModeCoverage real) {
        return Divergence.kullbackLeibler(shares(), real.shares());
    }

    private static List<Long> boxed(long[] counts) {
        return Arrays.stream(counts).boxed().toList();
    }

    private static long[] unboxed(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).toArray();
    }
}
