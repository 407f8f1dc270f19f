package dev.cardigan.zoo.block;

import dev.cardigan.nn.Convolution;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * ESRGAN's residual dense block: five 3x3 convolutions, each of which sees all before it; LeakyReLU
 * 0.2 after all but the last; 0.2 times the result is added to the input. Wang et al. 2018,
 * https://arxiv.org/abs/1809.00219, figure 4.
 */
public record DenseBlock(List<Convolution> convolutions) implements Layer {

    /** What a residual counts; keeps deep networks without norms from blowing up. */
    static final double SHARE = 0.2;

    private static final int DEPTH = 5;

    public DenseBlock {
        convolutions = List.copyOf(convolutions);
    }

    /**
     * @param growth channels that each of the first four adds
     */
    static DenseBlock of(long channels, long growth, Initializer initializer) {
        List<Convolution> convolutions = new ArrayList<>();
        for (int i = 0; i < DEPTH; i++) {
            long out = i < DEPTH - 1 ? growth : channels;
            convolutions.add(Convolution.of(channels + i * growth, out, 3, initializer).padding(1));
        }
        return new DenseBlock(convolutions);
    }

    @Override
    public Tensor forward(Tensor x) {
        return Scope.tidy(() -> through(x));
    }

    private Tensor through(Tensor x) {
        Tensor seen = x;
        for (Convolution convolution : convolutions.subList(0, DEPTH - 1)) {
            seen = seen.cat(1, convolution.forward(seen).leakyRelu(0.2));
        }
        return convolutions.get(DEPTH - 1).forward(seen).mul(SHARE).add(x);
    }
}
