package dev.cardigan.training;

import dev.cardigan.error.ConfigException;
import dev.cardigan.optim.MovingAverage;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Precision;

/**
 * How long and in what way a GAN is trained, apart from what it is.
 *
 * @param steps generator updates of the whole run
 * @param accumulate batches whose gradients make one update
 * @param precision of forward passes
 * @param device where everything is computed
 * @param average pace of the weight average that samples come from; {@code keep} 0 follows at once
 */
public record Plan(
        long steps,
        int accumulate,
        Precision precision,
        Device device,
        MovingAverage.Pace average) {

    public Plan {
        if (steps < 0 || accumulate < 1) {
            throw new ConfigException(
                    "plan: expected steps >= 0 and accumulate >= 1, found "
                            + steps
                            + " and "
                            + accumulate);
        }
    }

    /** So many steps in F32 on the CPU, with a short average. */
    public static Plan steps(long steps) {
        return new Plan(steps, 1, Precision.FP32, Device.CPU, new MovingAverage.Pace.Fixed(0.999));
    }

    public Plan in(Precision value) {
        return new Plan(steps, accumulate, value, device, average);
    }
}
