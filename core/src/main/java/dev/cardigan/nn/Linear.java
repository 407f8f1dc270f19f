package dev.cardigan.nn;

import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Weight;
import java.util.Optional;

/**
 * y = x W^T + b.
 *
 * @param weight [out, in]
 * @param bias [out]
 */
public record Linear(Weight weight, Optional<Parameter> bias) implements Layer {

    public static Linear of(long in, long out, Initializer initializer) {
        Parameter weight = new Parameter(initializer.weight(in, out, out, in));
        return new Linear(weight, Optional.of(new Parameter(initializer.bias(in, out))));
    }

    public Linear withoutBias() {
        return new Linear(weight, Optional.empty());
    }

    /** This with its weight divided by its largest singular value. */
    public Linear spectrallyNormalised(Initializer initializer) {
        return new Linear(SpectralNorm.of(weight.parameter(), 0, initializer.stream()), bias);
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.linear(weight.value(), bias.map(Parameter::value));
    }
}
