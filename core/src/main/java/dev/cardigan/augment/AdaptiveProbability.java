package dev.cardigan.augment;

import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Stateful;
import dev.cardigan.tensor.Tensor;
import java.util.Map;

/**
 * The controller of ADA: raises the probability of augmentation while the discriminator is too sure
 * of real samples, and lowers it otherwise (Karras et al. 2020, section 3.1). What it measures is
 * r_t, the mean sign of the scores of real samples: 0 where it cannot tell, 1 where it is always
 * right.
 */
public final class AdaptiveProbability implements Stateful {

    private static final String STATE = "controller";

    private final double target;
    private final int interval;
    private final double speed;
    private final double most;
    private double probability;
    private double sign;
    private double signs;
    private double scores;
    private double images;
    private int batches;

    private AdaptiveProbability(
            double target, int interval, double speed, double most, double probability) {
        this.target = target;
        this.interval = interval;
        this.speed = speed;
        this.most = most;
        this.probability = probability;
    }

    /**
     * @param target the r_t it steers to
     * @param interval batches between adjustments
     * @param speed real samples in which the probability can go from 0 to 1
     * @param most what the probability never exceeds
     * @param start what it begins with
     * @throws ConfigException for numbers it cannot work with
     */
    public static AdaptiveProbability of(
            double target, int interval, double speed, double most, double start) {
        if (interval < 1 || !(speed > 0) || !(start >= 0 && start <= most)) {
            throw new ConfigException(
                    "ada: expected interval >= 1, speed > 0 and 0 <= probability <= %s, found %d, %s and %s"
                            .formatted(most, interval, speed, start));
        }
        return new AdaptiveProbability(target, interval, speed, most, start);
    }

    /** The probability now. */
    public double probability() {
        return probability;
    }

    /** r_t when the probability was last adjusted; 0 before. */
    public double meanSign() {
        return sign;
    }

    /**
     * Counts the scores of a batch of real samples, and adjusts the probability when enough have
     * come.
     *
     * @param onReal [batch, ..], above 0 for samples that it takes for real
     */
    public void observe(Tensor onReal) {
        signs += Scope.tidy(() -> onReal.detach().sign().sum()).item();
        scores += onReal.count();
        images += onReal.size(0);
        batches++;
        if (batches == interval) {
            adjust();
        }
    }

    private void adjust() {
        sign = signs / scores;
        double step = Math.signum(sign - target) * images / speed;
        probability = Math.min(most, Math.max(0, probability + step));
        signs = 0;
        scores = 0;
        images = 0;
        batches = 0;
    }

    @Override
    public Map<String, Tensor> state() {
        double[] values = {probability, sign, signs, scores, images, batches};
        return Map.of(STATE, Tensor.of(values, values.length));
    }

    @Override
    public void restore(Map<String, Tensor> state) {
        double[] values = Stateful.take(state, STATE).toDoubles();
        probability = values[0];
        sign = values[1];
        signs = values[2];
        scores = values[3];
        images = values[4];
        batches = (int) values[5];
    }
}
