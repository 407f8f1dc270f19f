package dev.cardigan.zoo.block;

import dev.cardigan.error.ConfigException;
import dev.cardigan.nn.Convolution;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Sequential;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * ESRGAN's generator: residuals in residuals of dense blocks without normalisation at the small
 * size, then nearest-neighbour doubling with convolutions. Wang et al. 2018,
 * https://arxiv.org/abs/1809.00219, section 3.1.
 *
 * <p>Pictures [batch, in, h, w] to [batch, out, h * factor, w * factor], without final activation.
 *
 * @param trunk groups of three dense blocks
 * @param doublings one convolution for each doubling
 */
public record RrdbNet(
        Convolution first,
        List<Group> trunk,
        Convolution trunkEnd,
        List<Convolution> doublings,
        Convolution large,
        Convolution last)
        implements Layer {

    private static final double SLOPE = 0.2;
    private static final int BLOCKS = 3;

    /**
     * What a network is made to.
     *
     * @param width channels; 64 in the paper
     * @param groups residual groups; 23 in the paper
     * @param growth channels each dense layer adds; 32 in the paper
     * @param factor 1, 2, 4 or 8
     */
    public record Plan(long in, long out, long width, int groups, long growth, int factor) {
        public Plan {
            if (factor < 1 || factor > 8 || Integer.bitCount(factor) != 1) {
                throw new ConfigException("factor: expected 1, 2, 4 or 8, found " + factor);
            }
        }
    }

    /** Three dense blocks, of whose result 0.2 is added to the input. */
    public record Group(Sequential blocks) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            return blocks.forward(x).mul(DenseBlock.SHARE).add(x);
        }
    }

    public RrdbNet {
        trunk = List.copyOf(trunk);
        doublings = List.copyOf(doublings);
    }

    public static RrdbNet of(Plan plan, Initializer initializer) {
        long width = plan.width();
        List<Group> trunk = new ArrayList<>();
        for (int i = 0; i < plan.groups(); i++) {
            trunk.add(group(plan, initializer));
        }
        List<Convolution> doublings = new ArrayList<>();
        for (int size = 1; size < plan.factor(); size *= 2) {
            doublings.add(same(width, width, initializer));
        }
        return new RrdbNet(
                same(plan.in(), width, initializer),
                trunk,
                same(width, width, initializer),
                doublings,
                same(width, width, initializer),
                same(width, plan.out(), initializer));
    }

    private static Group group(Plan plan, Initializer initializer) {
        List<Layer> blocks = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            blocks.add(DenseBlock.of(plan.width(), plan.growth(), initializer));
        }
        return new Group(new Sequential(blocks));
    }

    private static Convolution same(long in, long out, Initializer initializer) {
        return Convolution.of(in, out, 3, initializer).padding(1);
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor shallow = first.forward(x);
        Tensor deep = shallow;
        for (Group group : trunk) {
            deep = group.forward(deep);
        }
        Tensor y = shallow.add(trunkEnd.forward(deep)); // [batch, width, h, w]
        for (Convolution doubling : doublings) {
            y = doubling.forward(y.upsampleNearest(2)).leakyRelu(SLOPE);
        }
        return last.forward(large.forward(y).leakyRelu(SLOPE));
    }
}
