package dev.cardigan.nn;

import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;

/** How the weights of a layer start. */
public interface Initializer {

    /**
     * @param fanIn number of inputs that reach one output
     * @param fanOut number of outputs that one input reaches
     */
    Tensor weight(long fanIn, long fanOut, long... shape);

    Tensor bias(long fanIn, long size);

    /**
     * The stream the numbers come from, for layers that draw more than weights (spectral norm's
     * vectors).
     */
    RandomStream stream();

    /** Every weight N(0, deviation^2), every bias 0: DCGAN's choice with 0.02. */
    static Initializer normal(RandomStream stream, double deviation) {
        return new Drawn(stream) {
            @Override
            public Tensor weight(long fanIn, long fanOut, long... shape) {
                return stream.normal(shape).mul(deviation);
            }
        };
    }

    /** Glorot and Bengio 2010: U(-a, a), a = sqrt(6 / (fanIn + fanOut)), biases 0. */
    static Initializer xavier(RandomStream stream) {
        return new Drawn(stream) {
            @Override
            public Tensor weight(long fanIn, long fanOut, long... shape) {
                double a = Math.sqrt(6.0 / (fanIn + fanOut));
                return stream.uniform(-a, a, shape);
            }
        };
    }

    /** He et al. 2015: N(0, 2 / fanIn), biases 0. */
    static Initializer he(RandomStream stream) {
        return new Drawn(stream) {
            @Override
            public Tensor weight(long fanIn, long fanOut, long... shape) {
                return stream.normal(shape).mul(Math.sqrt(2.0 / fanIn));
            }
        };
    }

    /**
     * Every weight, seen as a matrix [first axis, rest], gain times one with orthonormal rows or
     * columns, whichever are fewer; biases 0. Saxe et al. 2014, https://arxiv.org/abs/1312.6120.
     */
    static Initializer orthogonal(RandomStream stream, double gain) {
        return new Drawn(stream) {
            @Override
            public Tensor weight(long fanIn, long fanOut, long... shape) {
                return Orthogonal.drawn(stream, shape).mul(gain);
            }
        };
    }

    /** Weights and biases U(-a, a), a = 1 / sqrt(fanIn): what PyTorch's own layers start from. */
    static Initializer uniform(RandomStream stream) {
        return new Drawn(stream) {
            @Override
            public Tensor weight(long fanIn, long fanOut, long... shape) {
                double a = 1 / Math.sqrt(fanIn);
                return stream.uniform(-a, a, shape);
            }

            @Override
            public Tensor bias(long fanIn, long size) {
                return weight(fanIn, 1, size);
            }
        };
    }
}
