package dev.cardigan.zoo.block;

import dev.cardigan.nn.Layer;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.Optional;

/**
 * A linear layer whose weights are all of size one and scaled at every use, so that Adam moves all
 * of them at the same relative pace. Karras et al. 2018, https://arxiv.org/abs/1710.10196, section
 * 4.1.
 *
 * @param weight [out, in]; used times pace / sqrt(in)
 * @param bias [out]; used times pace
 * @param pace how much slower than the others it learns, 0.01 in mapping networks
 */
public record EqualisedLinear(
        Parameter weight, Optional<Parameter> bias, double pace, GainedActivation activation)
        implements Layer {

    /** Biases start at 0. */
    public static EqualisedLinear of(long in, long out, RandomStream stream) {
        Parameter weight = new Parameter(stream.normal(out, in));
        Optional<Parameter> bias = Optional.of(new Parameter(Tensor.zeros(out)));
        return new EqualisedLinear(weight, bias, 1, GainedActivation.NONE);
    }

    /** With weights drawn that much larger, so that it starts the same. */
    public static EqualisedLinear of(
            long in, long out, double pace, GainedActivation activation, RandomStream stream) {
        Parameter weight = new Parameter(stream.normal(out, in).div(pace));
        Optional<Parameter> bias = Optional.of(new Parameter(Tensor.zeros(out)));
        return new EqualisedLinear(weight, bias, pace, activation);
    }

    /** Biases start at 1: the styles of a modulated convolution. */
    public static EqualisedLinear affine(long in, long out, RandomStream stream) {
        Parameter bias = new Parameter(Tensor.ones(out));
        Parameter weight = new Parameter(stream.normal(out, in));
        return new EqualisedLinear(weight, Optional.of(bias), 1, GainedActivation.NONE);
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor scaled = weight.value().mul(pace / Math.sqrt(weight.value().size(1)));
        Optional<Tensor> shift = bias.map(b -> pace == 1 ? b.value() : b.value().mul(pace));
        return activation.forward(x.linear(scaled, shift));
    }
}
