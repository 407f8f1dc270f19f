package dev.cardigan.nn;

import dev.cardigan.tensor.Tensor;

/**
 * The largest of several linear functions: [batch, out * pieces] of the linear layer before becomes
 * [batch, out]. Goodfellow et al. 2013, https://arxiv.org/abs/1302.4389.
 *
 * @param linear from in to out * pieces
 */
public record Maxout(Linear linear, long pieces) implements Layer {

    public static Maxout of(long in, long out, long pieces, Initializer initializer) {
        return new Maxout(Linear.of(in, out * pieces, initializer), pieces);
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor all = linear.forward(x);
        return all.reshape(all.size(0), all.size(1) / pieces, pieces).largest(2); // [batch, out]
    }
}
