package dev.cardigan.nn;

import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;
import java.util.Optional;

/** Normalises every sample over its trailing axes, with learned scale and shift of that shape. */
public record LayerNorm(Parameter weight, Parameter bias, double epsilon) implements Layer {

    public static LayerNorm of(long... shape) {
        return new LayerNorm(
                new Parameter(Tensor.ones(shape)), new Parameter(Tensor.zeros(shape)), 1e-5);
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.layerNorm(
                weight.value().shape(),
                Optional.of(weight.value()),
                Optional.of(bias.value()),
                epsilon);
    }
}
