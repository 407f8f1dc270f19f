package dev.cardigan.zoo.block;

import dev.cardigan.config.Doc;
import dev.cardigan.error.ConfigException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which frequencies every layer of an alias-free synthesis lets pass, and how finely it is sampled.
 * Frequencies are in cycles per picture, rates in samples per picture. Karras et al. 2021,
 * https://arxiv.org/abs/2106.12423, section 3.2 and appendix F.
 *
 * @param bands of the Fourier features first, then of what each layer gives out; the last one is
 *     the picture
 */
public record AliasFreeSchedule(List<Band> bands) {

    /** Cut-off of the Fourier features. */
    private static final double FIRST_CUTOFF = 2;

    /** Where their stop band begins. */
    private static final double FIRST_STOPBAND = Math.pow(2, 2.1);

    /** Where the picture's stop band begins, as a multiple of its cut-off. */
    private static final double LAST_STOPBAND = Math.pow(2, 0.3);

    /**
     * What settings say.
     *
     * @param layers between the Fourier features and the picture
     * @param critical layers
     * @param margin pixels
     */
    public record Plan(
            @Doc("layers between the Fourier features and the picture") int layers,
            @Doc("of these, from the last, whose cut-off is half their rate") int critical,
            @Doc("pixels beyond every border, so that borders tell no position") int margin) {

        public static final Plan PAPER = new Plan(14, 2, 10);

        public Plan {
            if (critical < 1 || layers <= critical || margin < 0) {
                throw new ConfigException(
                        "stylegan3.synthesis: expected critical of at least 1, more layers than that and margin of at least 0, found layers %d, critical %d, margin %d"
                                .formatted(layers, critical, margin));
            }
        }
    }

    /**
     * One step of the schedule.
     *
     * @param cutoff of what passes
     * @param stopband where nothing passes any more
     * @param rate samples per picture, a power of two
     * @param halfWidth from the cut-off to the end of the filter's transition
     * @param size pixels of a side, with margins
     * @param critical whether the cut-off is that of the picture, half the rate
     */
    public record Band(
            double cutoff,
            double stopband,
            int rate,
            double halfWidth,
            int size,
            boolean critical) {

        /** Maps of this band: so many times its inverse cut-off, but at most the widest. */
        public long channels(long breadth, long widest) {
            return Math.max(1, Math.round(Math.min(breadth / 2.0 / cutoff, widest)));
        }
    }

    /** Frequencies grow geometrically to those of the picture and stay there. */
    public static AliasFreeSchedule of(int side, Plan plan) {
        double lastCutoff = side / 2.0;
        List<Band> bands = new ArrayList<>();
        for (int i = 0; i <= plan.layers(); i++) {
            double way = Math.min((double) i / (plan.layers() - plan.critical()), 1);
            double cutoff = between(FIRST_CUTOFF, lastCutoff, way);
            double stopband = between(FIRST_STOPBAND, lastCutoff * LAST_STOPBAND, way);
            int rate = powerOfTwo(Math.min(2 * stopband, side));
            int size = i < plan.layers() - 1 ? rate + 2 * plan.margin() : side;
            double halfWidth = Math.max(stopband, rate / 2.0) - cutoff;
            boolean critical = i >= plan.layers() - plan.critical();
            bands.add(new Band(cutoff, stopband, rate, halfWidth, size, critical));
        }
        return new AliasFreeSchedule(List.copyOf(bands));
    }

    private static double between(double first, double last, double way) {
        return first * Math.pow(last / first, way);
    }

    /** The next that is not smaller; at 256 a rate is one but for rounding. */
    private static int powerOfTwo(double value) {
        int power = 1;
        while (power < value * (1 - 1e-9)) {
            power *= 2;
        }
        return power;
    }

    /** The Fourier features'. */
    public Band input() {
        return bands.get(0);
    }
}
