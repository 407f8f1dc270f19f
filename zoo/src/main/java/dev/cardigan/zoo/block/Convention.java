package dev.cardigan.zoo.block;

import dev.cardigan.config.Doc;
import dev.cardigan.error.ConfigException;
import dev.cardigan.nn.Layer;
import dev.cardigan.tensor.Tensor;

/** Habits of whoever trained a network, which its weights depend on. */
public record Convention(
        @Doc("values of the pictures that the generator sees and makes") Range range,
        @Doc("added to variances by the batch normalisations of a residual trunk") double epsilon) {

    /** Ours. */
    public static final Convention STANDARD = new Convention(Range.SYMMETRIC, 1e-5);

    /** Values of pictures. */
    public enum Range {
        /** -1 to 1, as everywhere here. */
        SYMMETRIC,
        /** 0 to 1, as the published ESRGAN weights have it. */
        UNIT
    }

    /** A network on pictures in 0 to 1, for pictures in -1 to 1. */
    record InUnits(Layer inner) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            return inner.forward(x.mul(0.5).add(0.5)).mul(2).sub(1);
        }
    }

    public Convention {
        if (!(epsilon > 0)) {
            throw new ConfigException("convention.epsilon: expected more than 0, found " + epsilon);
        }
    }

    /** The network on pictures in -1 to 1. */
    public Layer around(Layer network) {
        return range == Range.UNIT ? new InUnits(network) : network;
    }
}
