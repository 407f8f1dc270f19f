package dev.cardigan.zoo.block;

import dev.cardigan.error.ConfigException;
import dev.cardigan.nn.Activation;
import dev.cardigan.nn.BatchNorm;
import dev.cardigan.nn.Convolution;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.PRelu;
import dev.cardigan.nn.Resample;
import dev.cardigan.nn.Sequential;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * SRGAN's generator: residual blocks with batch normalisation and PReLU at the small size, then
 * pixel shuffles. Ledig et al. 2017, https://arxiv.org/abs/1609.04802, figure 4; with the batch
 * normalisation before each shuffle that the reference implementation adds. Without normalisation
 * the blocks are those of EDSR, Lim et al. 2017, https://arxiv.org/abs/1707.02921, but for PReLU.
 *
 * <p>Pictures [batch, in, h, w] in [-1, 1] to [batch, out, h * factor, w * factor] in [-1, 1].
 *
 * @param blocks at the small size
 * @param deep closes the blocks; what {@code first} made is added to its result
 */
public record SrResNet(
        Sequential first, Sequential blocks, Sequential deep, Sequential shuffles, Sequential last)
        implements Layer {

    private static final double SHUFFLE_EPSILON = 1e-5;

    /**
     * What a network is made to.
     *
     * @param width channels; 64 in the paper
     * @param blocks residual blocks; 16 in the paper
     * @param factor 2, 4 or 8
     * @param normalised whether there is batch normalisation, as in the paper
     * @param epsilon of the batch normalisation at the small size
     */
    public record Plan(
            long in,
            long out,
            long width,
            int blocks,
            int factor,
            boolean normalised,
            double epsilon) {
        public Plan {
            if (factor < 2 || factor > 8 || Integer.bitCount(factor) != 1) {
                throw new ConfigException("factor: expected 2, 4 or 8, found " + factor);
            }
        }

        /** With batch normalisation of the usual epsilon. */
        public static Plan of(long channels, long width, int blocks, int factor) {
            return new Plan(channels, channels, width, blocks, factor, true, 1e-5);
        }

        private List<Layer> norm(long channels, double added) {
            return normalised ? List.of(BatchNorm.of(channels).epsilon(added)) : List.of();
        }
    }

    public static SrResNet of(Plan plan, Initializer initializer) {
        long width = plan.width();
        List<Layer> blocks = new ArrayList<>();
        for (int i = 0; i < plan.blocks(); i++) {
            blocks.add(block(plan, initializer));
        }
        List<Layer> shuffles = new ArrayList<>();
        for (int size = 1; size < plan.factor(); size *= 2) {
            shuffles.add(same(width, 4 * width, 3, initializer));
            shuffles.addAll(plan.norm(4 * width, SHUFFLE_EPSILON));
            shuffles.add(new Resample.PixelShuffle(2));
            shuffles.add(PRelu.of(1));
        }
        List<Layer> deep = new ArrayList<>(List.of(same(width, width, 3, initializer)));
        deep.addAll(plan.norm(width, plan.epsilon()));
        return new SrResNet(
                Sequential.of(same(plan.in(), width, 9, initializer), PRelu.of(1)),
                new Sequential(blocks),
                new Sequential(deep),
                new Sequential(shuffles),
                Sequential.of(same(width, plan.out(), 9, initializer), Activation.TANH));
    }

    private static Residual block(Plan plan, Initializer initializer) {
        long width = plan.width();
        List<Layer> inner = new ArrayList<>(List.of(same(width, width, 3, initializer)));
        inner.addAll(plan.norm(width, plan.epsilon()));
        inner.add(PRelu.of(1));
        inner.add(same(width, width, 3, initializer));
        inner.addAll(plan.norm(width, plan.epsilon()));
        return new Residual(new Sequential(inner));
    }

    private static Convolution same(long in, long out, long kernel, Initializer initializer) {
        return Convolution.of(in, out, kernel, initializer).padding(kernel / 2);
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor shallow = first.forward(x); // [batch, width, h, w]
        Tensor features = shallow.add(deep.forward(blocks.forward(shallow)));
        return last.forward(shuffles.forward(features));
    }
}
