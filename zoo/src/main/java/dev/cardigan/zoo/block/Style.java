package dev.cardigan.zoo.block;

import dev.cardigan.config.Doc;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.ConfigException;
import dev.cardigan.nn.Activation;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.LeakyRelu;
import dev.cardigan.tensor.RandomStream;

/** What the hidden layers of two perceptrons are like. */
public record Style(
        @Doc("between the generator's layers") Hidden generatorActivation,
        @Doc("between the discriminator's layers, where they are not maxout")
                Hidden discriminatorActivation,
        @Doc("batch normalisation in the generator") boolean batchNorm,
        @Doc(
                        "linear pieces of which each hidden unit of the discriminator takes the largest; 1 for none")
                int maxout,
        @Doc("what the discriminator's input is multiplied by") double inputScale,
        @Doc("how weights start") Start start) {

    /** An activation. */
    public enum Hidden {
        RELU,
        /** Slope 0.2. */
        LEAKY_RELU,
        TANH,
        SOFTPLUS,
        SILU;

        Layer layer() {
            return switch (this) {
                case RELU -> Activation.RELU;
                case LEAKY_RELU -> new LeakyRelu(0.2);
                case TANH -> Activation.TANH;
                case SOFTPLUS -> Activation.SOFTPLUS;
                case SILU -> Activation.SILU;
            };
        }
    }

    /** How weights start. */
    public record Start(
            @Doc("the law they are drawn from") Law law,
            @Doc("standard deviation of normal, gain of orthogonal; the others have none")
                    double size) {

        /** A law. */
        public enum Law {
            /** U(-a, a), a = 1 / sqrt(inputs), biases too. */
            UNIFORM,
            /** N(0, size^2). */
            NORMAL,
            /** Size times orthonormal rows or columns. */
            ORTHOGONAL,
            XAVIER,
            HE
        }

        public Start {
            if (!(size > 0)) {
                throw new ConfigException("start.size: expected more than 0, found " + size);
            }
        }

        Initializer from(RandomStream stream) {
            return switch (law) {
                case UNIFORM -> Initializer.uniform(stream);
                case NORMAL -> Initializer.normal(stream, size);
                case ORTHOGONAL -> Initializer.orthogonal(stream, size);
                case XAVIER -> Initializer.xavier(stream);
                case HE -> Initializer.he(stream);
            };
        }
    }

    private static final Start UNIFORM = new Start(Start.Law.UNIFORM, 1);

    /** Batch-normalised: without it a perceptron that draws pictures collapses. */
    public static final Style PICTURES =
            new Style(Hidden.LEAKY_RELU, Hidden.LEAKY_RELU, true, 1, 1, UNIFORM);

    public static final Style POINTS =
            new Style(Hidden.RELU, Hidden.LEAKY_RELU, false, 1, 1, UNIFORM);

    public Style {
        if (maxout < 1 || inputScale == 0) {
            throw new ConfigException(
                    "style: expected maxout >= 1 and inputScale other than 0, found "
                            + maxout
                            + " and "
                            + inputScale);
        }
    }

    /** The usual one for samples of a shape. */
    public static Style of(SampleShape shape) {
        return shape.isPicture() ? PICTURES : POINTS;
    }
}
