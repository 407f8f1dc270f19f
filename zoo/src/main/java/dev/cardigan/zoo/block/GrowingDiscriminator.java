package dev.cardigan.zoo.block;

import dev.cardigan.nn.Conditional;
import dev.cardigan.nn.FirFilter;
import dev.cardigan.nn.Layered;
import dev.cardigan.nn.Network;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plain chain of convolutions that shrink, of which as many take part as the networks have grown,
 * and the variety of the batch at its end. Karras et al. 2018, https://arxiv.org/abs/1710.10196,
 * with the filter of 2019, https://arxiv.org/abs/1812.04948. Where there are classes it gives a
 * score for each, and the one of the class told counts.
 *
 * @param fromPicture by the side of the pictures it reads, from the side at which growing begins
 * @param blocks the coarsest first, which comes last in a pass
 */
public record GrowingDiscriminator<C>(
        Map<Integer, EqualisedConvolution> fromPicture,
        List<StyleDiscriminator.Block> blocks,
        StyleDiscriminator.Verdict verdict,
        Teller<C> teller,
        Growth growth)
        implements Conditional<C>, Layered {

    /** The blur [1, 2, 1] before, and the mean of 2x2 after a convolution, in one. */
    private static final FirFilter FILTER = FirFilter.of(1, 3, 3, 1);

    private static final GainedActivation LEAKY = GainedActivation.LEAKY;

    /**
     * @param widths channels from 4x4 up
     * @param classes 0 for none
     * @param group samples compared with each other
     */
    public static <C> GrowingDiscriminator<C> of(
            List<Long> widths,
            long pictureChannels,
            int classes,
            int group,
            Teller<C> teller,
            Growth growth,
            RandomStream stream) {
        List<StyleDiscriminator.Block> blocks = new ArrayList<>();
        Map<Integer, EqualisedConvolution> fromPicture = new LinkedHashMap<>();
        for (int level = 0; level < widths.size(); level++) {
            long width = widths.get(level);
            if (level > 0) {
                blocks.add(block(width, widths.get(level - 1), stream));
            }
            if (level >= growth.first()) {
                fromPicture.put(
                        4 << level,
                        convolution(
                                pictureChannels, width, 1, ResampledConvolution.same(1), stream));
            }
        }
        StyleDiscriminator.Plan end =
                new StyleDiscriminator.Plan(widths, pictureChannels, classes, false, group, LEAKY);
        return new GrowingDiscriminator<>(
                fromPicture,
                List.copyOf(blocks),
                StyleDiscriminator.verdict(widths.get(0), Math.max(1, classes), end, stream),
                teller,
                growth);
    }

    private static StyleDiscriminator.Block block(long in, long out, RandomStream stream) {
        return new StyleDiscriminator.Block(
                convolution(in, in, 3, ResampledConvolution.same(3), stream),
                convolution(in, out, 3, ResampledConvolution.halving(3, FILTER), stream),
                Optional.empty());
    }

    private static EqualisedConvolution convolution(
            long in, long out, long kernel, ResampledConvolution resampled, RandomStream stream) {
        return EqualisedConvolution.of(in, out, kernel, resampled, LEAKY, stream);
    }

    /** Scores [batch, 1]. */
    @Override
    public Tensor forward(Tensor pictures, C condition) {
        Growth.Now now = growth.now();
        Tensor seen = growth.shrunk(pictures, now.top());
        Tensor x = read(seen, now.top());
        for (int level = now.top(); level > 0; level--) {
            x = blocks.get(level - 1).forward(x);
            if (level == now.top() && now.isFading()) {
                x = now.mixed(read(Growth.halved(seen), level - 1), x);
            }
        }
        Tensor scores = verdict.forward(x);
        Optional<Tensor> told = teller.oneHot(condition);
        return told.isPresent() ? scores.mul(told.get()).sum(true, 1) : scores;
    }

    private Tensor read(Tensor pictures, int level) {
        EqualisedConvolution layer = fromPicture.get(4 << level);
        if (layer == null) {
            throw new IllegalStateException("no picture at level " + level);
        }
        return layer.forward(pictures);
    }

    @Override
    public List<Network> inOrder() {
        List<Network> order = new ArrayList<>();
        for (int level = blocks.size(); level >= 0; level--) {
            EqualisedConvolution reading = fromPicture.get(4 << level);
            if (reading != null) {
                order.add(reading);
            }
            if (level > 0) {
                order.add(blocks.get(level - 1));
            }
        }
        order.add(verdict);
        return order;
    }
}
