package dev.cardigan.nn;

import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;

/**
 * Self-attention over the pixels of a feature map with a learned gate that starts at 0. Zhang et
 * al. 2019 (SAGAN), https://arxiv.org/abs/1805.08318, equations 1 to 3.
 *
 * @param query 1x1 convolution to channels / 8
 * @param key 1x1 convolution to channels / 8
 * @param content 1x1 convolution to channels / 2
 * @param out 1x1 convolution back to channels
 * @param gate [1]
 */
public record SelfAttention(
        Convolution query, Convolution key, Convolution content, Convolution out, Parameter gate)
        implements Layer {

    public static SelfAttention of(long channels, Initializer initializer) {
        return new SelfAttention(
                Convolution.of(channels, Math.max(1, channels / 8), 1, initializer).withoutBias(),
                Convolution.of(channels, Math.max(1, channels / 8), 1, initializer).withoutBias(),
                Convolution.of(channels, Math.max(1, channels / 2), 1, initializer).withoutBias(),
                Convolution.of(Math.max(1, channels / 2), channels, 1, initializer).withoutBias(),
                new Parameter(Tensor.zeros(1)));
    }

    @Override
    public Tensor forward(Tensor x) {
        long batch = x.size(0);
        long pixels = x.size(2) * x.size(3);
        Tensor q =
                query.forward(x)
                        .reshape(batch, -1, pixels)
                        .transpose(1, 2); // [batch, pixels, channels / 8]
        Tensor k = key.forward(x).reshape(batch, -1, pixels); // [batch, channels / 8, pixels]
        Tensor attention = q.matmul(k).softmax(2); // [batch, to, from]
        Tensor values =
                content.forward(x).reshape(batch, -1, pixels); // [batch, channels / 2, pixels]
        Tensor mixed =
                values.matmul(attention.transpose(1, 2)).reshape(batch, -1, x.size(2), x.size(3));
        return x.add(out.forward(mixed).mul(gate.value()));
    }
}
