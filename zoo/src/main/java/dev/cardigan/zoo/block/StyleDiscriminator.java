package dev.cardigan.zoo.block;

import dev.cardigan.nn.Conditional;
import dev.cardigan.nn.FirFilter;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Layered;
import dev.cardigan.nn.MinibatchStandardDeviation;
import dev.cardigan.nn.Network;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * StyleGAN2's discriminator: residual blocks that shrink through a filter, the variety of the
 * batch, and the product with a vector of the class. Karras et al. 2020,
 * https://arxiv.org/abs/1912.04958, figure 7c; 2020, https://arxiv.org/abs/2006.06676.
 *
 * @param blocks the coarsest first, which comes last in a pass
 * @param mapping from classes to vectors, where there are classes
 */
public record StyleDiscriminator<C>(
        EqualisedConvolution fromPicture,
        List<Block> blocks,
        Verdict verdict,
        Optional<StyleMapping> mapping,
        Teller<C> teller)
        implements Conditional<C>, Layered {

    private static final FirFilter FILTER = FirFilter.of(1, 3, 3, 1);

    /**
     * From one resolution to the next smaller.
     *
     * @param skip shrinks beside the two convolutions; absent: a plain chain, as CIFAR-10's preset
     *     has
     */
    public record Block(
            EqualisedConvolution keeping,
            EqualisedConvolution shrinking,
            Optional<EqualisedConvolution> skip)
            implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            Tensor y = shrinking.forward(keeping.forward(x));
            return skip.isPresent() ? skip.get().forward(x).add(y) : y;
        }
    }

    /**
     * From 4x4 features to [batch, out].
     *
     * @param variety of the batch, appended
     */
    public record Verdict(
            MinibatchStandardDeviation variety,
            EqualisedConvolution convolution,
            EqualisedLinear hidden,
            EqualisedLinear out)
            implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            Tensor features = convolution.forward(variety.forward(x));
            return out.forward(hidden.forward(features.flatten()));
        }
    }

    /**
     * How it is built.
     *
     * @param widths channels from 4x4 up
     * @param residual whether blocks have a skip
     * @param group samples compared with each other
     * @param activation limited in mixed precision
     */
    public record Plan(
            List<Long> widths,
            long pictureChannels,
            long classes,
            boolean residual,
            int group,
            GainedActivation activation) {}

    public static <C> StyleDiscriminator<C> of(Plan plan, Teller<C> teller, RandomStream stream) {
        List<Long> widths = plan.widths();
        GainedActivation activation = plan.activation();
        List<Block> blocks = new ArrayList<>();
        for (int i = 1; i < widths.size(); i++) {
            blocks.add(block(widths.get(i), widths.get(i - 1), plan, stream));
        }
        long finest = widths.get(widths.size() - 1);
        long coarsest = widths.get(0);
        EqualisedConvolution fromPicture =
                EqualisedConvolution.of(
                        plan.pictureChannels(),
                        finest,
                        1,
                        ResampledConvolution.same(1),
                        activation,
                        stream);
        Optional<StyleMapping> mapping =
                plan.classes() == 0
                        ? Optional.empty()
                        : Optional.of(
                                StyleMapping.of(0, plan.classes(), coarsest, 8, false, stream));
        Verdict verdict = verdict(coarsest, mapping.isPresent() ? coarsest : 1, plan, stream);
        return new StyleDiscriminator<>(fromPicture, List.copyOf(blocks), verdict, mapping, teller);
    }

    private static Block block(long in, long out, Plan plan, RandomStream stream) {
        GainedActivation activation = plan.activation();
        double share = Math.sqrt(0.5); // of two branches whose variances add up
        EqualisedConvolution keeping =
                EqualisedConvolution.of(
                        in, in, 3, ResampledConvolution.same(3), activation, stream);
        EqualisedConvolution shrinking =
                EqualisedConvolution.of(
                        in,
                        out,
                        3,
                        ResampledConvolution.halving(3, FILTER),
                        plan.residual() ? activation.scaled(share) : activation,
                        stream);
        if (!plan.residual()) {
            return new Block(keeping, shrinking, Optional.empty());
        }
        EqualisedConvolution skip =
                EqualisedConvolution.of(
                                in,
                                out,
                                1,
                                ResampledConvolution.halving(1, FILTER),
                                GainedActivation.NONE.scaled(share),
                                stream)
                        .withoutBias();
        return new Block(keeping, shrinking, Optional.of(skip));
    }

    static Verdict verdict(long channels, long out, Plan plan, RandomStream stream) {
        return new Verdict(
                new MinibatchStandardDeviation(plan.group(), 1),
                EqualisedConvolution.of(
                        channels + 1,
                        channels,
                        3,
                        ResampledConvolution.same(3),
                        plan.activation(),
                        stream),
                EqualisedLinear.of(channels * 16, channels, 1, GainedActivation.LEAKY, stream),
                EqualisedLinear.of(channels, out, stream));
    }

    /** Names in the authors' files for pictures of this side. */
    public static OfficialNames names(int side) {
        OfficialNames names =
                OfficialNames.of("^fromPicture", "b" + side + ".fromrgb")
                        .and("^mapping\\.layers\\.(\\d+)", "mapping.fc$1")
                        .and("^mapping\\.embedding", "mapping.embed")
                        .and("^verdict\\.convolution", "b4.conv")
                        .and("^verdict\\.hidden", "b4.fc")
                        .and("^verdict\\.out", "b4.out");
        for (int i = 0; i < 8; i++) {
            names = names.and("^blocks\\." + i + "\\.", "b" + (8 << i) + ".");
        }
        return names.and("\\.keeping\\.", ".conv0.").and("\\.shrinking\\.", ".conv1.");
    }

    /**
     * The blocks from the picture on; what reads pictures is the first, the class's vector last.
     */
    @Override
    public List<Network> inOrder() {
        List<Network> order = new ArrayList<>();
        order.add(fromPicture);
        for (int i = blocks.size() - 1; i >= 0; i--) {
            order.add(blocks.get(i));
        }
        order.add(verdict);
        mapping.ifPresent(order::add);
        return order;
    }

    /** Scores [batch, 1]. */
    @Override
    public Tensor forward(Tensor pictures, C condition) {
        Tensor x = fromPicture.forward(pictures);
        for (int i = blocks.size() - 1; i >= 0; i--) {
            x = blocks.get(i).forward(x);
        }
        Tensor said = verdict.forward(x);
        if (mapping.isEmpty()) {
            return said;
        }
        Tensor vector = mapping.get().of(Optional.empty(), teller.oneHot(condition));
        return said.mul(vector).sum(true, 1).mul(1 / Math.sqrt(vector.size(1)));
    }
}
