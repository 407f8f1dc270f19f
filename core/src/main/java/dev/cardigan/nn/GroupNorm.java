package dev.cardigan.nn;

import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;
import java.util.Optional;

/** Normalises every sample over groups of channels, with learned scale and shift [channels]. */
public record GroupNorm(long groups, Parameter weight, Parameter bias, double epsilon)
        implements Layer {

    public static GroupNorm of(long groups, long channels) {
        return new GroupNorm(
                groups,
                new Parameter(Tensor.ones(channels)),
                new Parameter(Tensor.zeros(channels)),
                1e-5);
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.groupNorm(groups, Optional.of(weight.value()), Optional.of(bias.value()), epsilon);
    }
}
