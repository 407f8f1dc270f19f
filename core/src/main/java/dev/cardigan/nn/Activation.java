package dev.cardigan.nn;

import dev.cardigan.tensor.Tensor;

/** Activations without settings. */
public enum Activation implements Overwriting {
    RELU,
    TANH,
    SIGMOID,
    SOFTPLUS,
    GELU,
    SILU,
    SELU;

    @Override
    public Tensor forward(Tensor x) {
        return switch (this) {
            case RELU -> x.relu();
            case TANH -> x.tanh();
            case SIGMOID -> x.sigmoid();
            case SOFTPLUS -> x.softplus();
            case GELU -> x.gelu();
            case SILU -> x.silu();
            case SELU -> x.selu();
        };
    }

    @Override
    public Tensor overwrite(Tensor x) {
        return this == RELU ? x.overwriteRelu() : forward(x);
    }
}
