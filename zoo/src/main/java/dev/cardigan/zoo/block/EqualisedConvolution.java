package dev.cardigan.zoo.block;

import dev.cardigan.nn.Layer;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.Optional;

/**
 * A convolution with equalised learning rate, see {@link EqualisedLinear}, that may change the
 * size.
 *
 * @param weight [out, in, kernel, kernel]; used times 1 / sqrt(in * kernel^2)
 * @param bias [out]
 */
public record EqualisedConvolution(
        Parameter weight,
        Optional<Parameter> bias,
        ResampledConvolution convolution,
        GainedActivation activation)
        implements Layer {

    public static EqualisedConvolution of(
            long in,
            long out,
            long kernel,
            ResampledConvolution convolution,
            GainedActivation activation,
            RandomStream stream) {
        return new EqualisedConvolution(
                new Parameter(stream.normal(out, in, kernel, kernel)),
                Optional.of(new Parameter(Tensor.zeros(out))),
                convolution,
                activation);
    }

    public EqualisedConvolution withoutBias() {
        return new EqualisedConvolution(weight, Optional.empty(), convolution, activation);
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor raw = weight.value();
        double window = (double) raw.size(1) * raw.size(2) * raw.size(3);
        double gain = activation.early();
        Tensor y =
                convolution.of(
                        x,
                        raw.mul(gain / Math.sqrt(window)),
                        bias.map(it -> gain == 1 ? it.value() : it.value().mul(gain)));
        return activation.late().forward(y);
    }
}
