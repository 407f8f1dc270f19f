package dev.cardigan.nn;

import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.Optional;

/**
 * Normalises every sample and channel over its spatial axes; with or without learned scale and
 * shift [channels].
 */
public record InstanceNorm(Optional<Parameter> weight, Optional<Parameter> bias, double epsilon)
        implements Layer {

    public static InstanceNorm plain() {
        return new InstanceNorm(Optional.empty(), Optional.empty(), 1e-5);
    }

    public static InstanceNorm learned(long channels) {
        return new InstanceNorm(
                Optional.of(new Parameter(Tensor.ones(channels))),
                Optional.of(new Parameter(Tensor.zeros(channels))),
                1e-5);
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.instanceNorm(weight.map(Parameter::value), bias.map(Parameter::value), epsilon);
    }

    @Override
    public boolean spansPicture() {
        return true;
    }

    /** All tiles by the mean and the variance of the whole picture. */
    @Override
    public void overTiles(Tiles tiles) {
        Scope.run(
                () -> {
                    Tiles.Moments whole = tiles.moments();
                    tiles.each(
                            x ->
                                    x.batchNorm(
                                            weight.map(Parameter::value),
                                            bias.map(Parameter::value),
                                            whole.mean(),
                                            whole.variance(),
                                            false,
                                            0,
                                            epsilon));
                });
    }
}
