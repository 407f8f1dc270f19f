package dev.cardigan.nn;

import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;
import java.util.Optional;

/**
 * Batch normalisation over all axes but the second. Training normalises with the batch's biased
 * variance and moves the running statistics (unbiased variance); evaluation uses the running ones.
 * Ioffe and Szegedy 2015, https://arxiv.org/abs/1502.03167.
 *
 * @param weight scale [channels]
 * @param bias shift [channels]
 * @param momentum share of the new batch in the running statistics
 */
public record BatchNorm(
        Parameter weight,
        Parameter bias,
        Buffer runningMean,
        Buffer runningVariance,
        double momentum,
        double epsilon)
        implements Layer {

    public static BatchNorm of(long channels) {
        return new BatchNorm(
                new Parameter(Tensor.ones(channels)),
                new Parameter(Tensor.zeros(channels)),
                new Buffer(Tensor.zeros(channels)),
                new Buffer(Tensor.ones(channels)),
                0.1,
                1e-5);
    }

    /** Scale drawn from N(1, deviation^2), as DCGAN does with 0.02. */
    public static BatchNorm of(long channels, double deviation, Initializer initializer) {
        BatchNorm plain = of(channels);
        plain.weight().value().set(initializer.stream().normal(channels).mul(deviation).add(1));
        return plain;
    }

    public BatchNorm epsilon(double value) {
        return new BatchNorm(weight, bias, runningMean, runningVariance, momentum, value);
    }

    /**
     * A batch with one value per channel has no variance: it is normalised by the running
     * statistics, which rest.
     */
    @Override
    public Tensor forward(Tensor x) {
        boolean hasVariance = x.count() > x.size(1);
        return x.batchNorm(
                Optional.of(weight.value()),
                Optional.of(bias.value()),
                runningMean.value(),
                runningVariance.value(),
                Mode.isTraining() && hasVariance,
                momentum,
                epsilon);
    }
}
