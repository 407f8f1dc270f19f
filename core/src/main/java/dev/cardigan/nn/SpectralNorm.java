package dev.cardigan.nn;

import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Weight;

/**
 * A weight divided by its largest singular value, found by one power iteration per training
 * forward; u and v are constants for the gradient. Miyato et al. 2018,
 * https://arxiv.org/abs/1802.05957, algorithm 1.
 *
 * @param parameter the weight; seen as a matrix [out, rest]
 * @param u left singular vector [out]
 * @param v right singular vector [rest]
 * @param outAxis the axis of the weight that counts outputs: 1 for transposed convolutions, else 0
 */
public record SpectralNorm(Parameter parameter, Buffer u, Buffer v, int outAxis) implements Weight {

    private static final double EPSILON = 1e-12;

    public static SpectralNorm of(Parameter weight, int outAxis, RandomStream stream) {
        long out = weight.value().size(outAxis);
        Tensor u = unit(stream.normal(out));
        Tensor v = unit(stream.normal(weight.value().count() / out));
        return new SpectralNorm(weight, new Buffer(u), new Buffer(v), outAxis);
    }

    @Override
    public Tensor value() {
        Tensor matrix = matrix();
        if (Mode.isTraining()) {
            Gradient.untracked(() -> iterate(matrix));
        }
        // Copies: a later iteration must not change what this forward's graph remembers.
        Tensor left = u.value().clone(true);
        Tensor right = v.value().clone(true);
        Tensor sigma = left.mul(matrix.matmul(right)).sum();
        return parameter.value().div(sigma);
    }

    private void iterate(Tensor matrix) {
        v.value().set(unit(matrix.transpose(0, 1).matmul(u.value())));
        u.value().set(unit(matrix.matmul(v.value())));
    }

    private Tensor matrix() {
        Tensor weight = parameter.value();
        Tensor outFirst = outAxis == 0 ? weight : weight.transpose(0, outAxis);
        return outFirst.reshape(weight.size(outAxis), -1);
    }

    private static Tensor unit(Tensor vector) {
        return vector.div(vector.norm().clamp(EPSILON, Double.POSITIVE_INFINITY));
    }
}
