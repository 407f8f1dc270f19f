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
 * normalisation before each shuffle that the reference implementation adds.
 *
 * <p>Pictures [batch, in, h, w] in [-1, 1] to [batch, out, h * factor, w * factor] in [-1, 1].
 *
 * @param blocks at the small size
 * @param deep closes the blocks; what {@code first} made is added to its result
 */
public record SrResNet(
        Sequential first, Sequential blocks, Sequential deep, Sequential shuffles, Sequential last)
        implements Layer {

    /**
     * What a network is made to.
     *
     * @param width channels; 64 in the paper
     * @param blocks residual blocks; 16 in the paper
     * @param factor 2, 4 or 8
     * @param epsilon of the batch normalisation at the small size
     */
    public record Plan(long in, long out, long width, int blocks, int factor, double epsilon) {
        public Plan {
            if (factor < 2 || factor > 8 || Integer.bitCount(factor) != 1) {
                throw new ConfigException("factor: expected 2, 4 or 8, found " + factor);
            }
        }

        /** With the usual epsilon. */
        public static Plan of(long channels, long width, int blocks, int factor) {
            return new Plan(channels, channels, width, blocks, factor, 1e-5);
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
            shuffles.add(BatchNorm.of(4 * width));
            shuffles.add(new Resample.PixelShuffle(2));
            shuffles.add(PRelu.of(1));
        }
        return new SrResNet(
                Sequential.of(same(plan.in(), width, 9, initializer), PRelu.of(1)),
                new Sequential(blocks),
                Sequential.of(
                        same(width, width, 3, initializer),
                        BatchNorm.of(width).epsilon(plan.epsilon())),
                new Sequential(shuffles),
                Sequential.of(same(width, plan.out(), 9, initializer), Activation.TANH));
    }

    private static Residual block(Plan plan, Initializer initializer) {
        long width = plan.width();
        return new Residual(
                Sequential.of(
                        same(width, width, 3, initializer),
                        BatchNorm.of(width).epsilon(plan.epsilon()),
                        PRelu.of(1),
                        same(width, width, 3, initializer),
                        BatchNorm.of(width).epsilon(plan.epsilon())));
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
