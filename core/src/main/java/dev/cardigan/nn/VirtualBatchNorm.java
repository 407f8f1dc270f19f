package dev.cardigan.nn;

import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;

/**
 * Normalises every sample by the statistics of a fixed reference batch and of itself, so that the
 * samples of a batch do not depend on each other. Works inside a {@link VirtualBatch}, which puts
 * the reference in front. Salimans et al. 2016, https://arxiv.org/abs/1606.03498, section 3.5.
 *
 * @param weight scale [channels]
 * @param bias shift [channels]
 * @param reference how many of the first samples are the reference; they are normalised by their
 *     own statistics alone
 */
public record VirtualBatchNorm(Parameter weight, Parameter bias, long reference, double epsilon)
        implements Layer {

    public static VirtualBatchNorm of(long channels, long reference) {
        return new VirtualBatchNorm(
                new Parameter(Tensor.ones(channels)),
                new Parameter(Tensor.zeros(channels)),
                reference,
                1e-5);
    }

    @Override
    public Tensor forward(Tensor x) {
        // [batch, channels, positions]; a perceptron's layer has one position.
        Tensor y = x.reshape(x.size(0), x.size(1), -1);
        Tensor fixed = y.narrow(0, 0, reference);
        Tensor mean = fixed.mean(true, 0, 2);
        Tensor variance = fixed.sub(mean).square().mean(true, 0, 2);
        Tensor first = normalised(fixed, mean, variance);
        Tensor rest = y.narrow(0, reference, x.size(0) - reference);
        Tensor all = first.cat(0, withItself(rest, mean, variance));
        return all.reshape(x.shape());
    }

    /** Each sample is one more member of the reference batch. */
    private Tensor withItself(Tensor samples, Tensor mean, Tensor variance) {
        double share = 1.0 / (reference + 1);
        Tensor ownMean = samples.mean(true, 2);
        Tensor ownVariance = samples.sub(ownMean).square().mean(true, 2);
        Tensor joint = ownMean.mul(share).add(mean.mul(1 - share));
        Tensor within = ownVariance.add(ownMean.sub(joint).square()).mul(share);
        Tensor between = variance.add(mean.sub(joint).square()).mul(1 - share);
        return normalised(samples, joint, within.add(between));
    }

    private Tensor normalised(Tensor samples, Tensor mean, Tensor variance) {
        Tensor scale = weight.value().reshape(1, -1, 1).div(variance.add(epsilon).sqrt());
        return samples.sub(mean).mul(scale).add(bias.value().reshape(1, -1, 1));
    }
}
