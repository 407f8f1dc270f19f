package dev.cardigan.zoo.block;

import dev.cardigan.nn.Network;
import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.block.StyledConvolution.Noise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * From styles to pictures, as large as the networks have grown: a learned constant, and two
 * convolutions with adaptive instance normalisation at each side. Karras et al. 2019,
 * https://arxiv.org/abs/1812.04948, figure 1b.
 *
 * @param constant [channels, 4, 4]
 * @param blocks from 4x4 up
 * @param toPicture by the side it makes pictures of, from the side at which growing begins
 * @param grown the level of {@code growth}, scalar
 */
public record AdaptiveSynthesis(
        Parameter constant,
        List<Block> blocks,
        Map<Integer, EqualisedConvolution> toPicture,
        Buffer grown,
        Growth growth)
        implements Synthesis {

    /** One side. */
    public record Block(AdaptiveConvolution first, AdaptiveConvolution second) implements Network {

        Stream<AdaptiveConvolution> convolutions() {
            return Stream.of(first, second);
        }
    }

    /**
     * @param widths channels from 4x4 up
     * @param style length of a style
     */
    public static AdaptiveSynthesis of(
            List<Long> widths,
            long style,
            long pictureChannels,
            Growth growth,
            RandomStream stream) {
        List<Block> blocks = new ArrayList<>();
        Map<Integer, EqualisedConvolution> toPicture = new LinkedHashMap<>();
        for (int level = 0; level < widths.size(); level++) {
            long width = widths.get(level);
            int side = 4 << level;
            AdaptiveConvolution first =
                    level == 0
                            ? AdaptiveConvolution.first(width, style, stream)
                            : AdaptiveConvolution.doubling(
                                    widths.get(level - 1), width, style, side, stream);
            blocks.add(new Block(first, AdaptiveConvolution.same(width, style, side, stream)));
            if (level >= growth.first()) {
                toPicture.put(side, picture(width, pictureChannels, stream));
            }
        }
        return new AdaptiveSynthesis(
                new Parameter(Tensor.ones(widths.get(0), 4, 4)),
                List.copyOf(blocks),
                toPicture,
                growth.buffer(),
                growth);
    }

    private static EqualisedConvolution picture(long in, long out, RandomStream stream) {
        return EqualisedConvolution.of(
                in, out, 1, ResampledConvolution.same(1), GainedActivation.NONE, stream);
    }

    /** Styles that one picture takes: one per convolution. */
    @Override
    public long styles() {
        return 2L * blocks.size();
    }

    /** Of these, from the coarsest, what takes part now. */
    long active() {
        return 2L * (growth.now().top() + 1);
    }

    /**
     * Pictures of the full side, not bounded; their pixels are repeated while the networks are
     * smaller.
     *
     * @param styles [batch, styles, length]
     */
    @Override
    public Tensor of(Tensor styles, Noise noise, RandomSource random) {
        Growth.Now now = growth.now();
        Tensor x = constant.value().unsqueeze(0).expand(styles.size(0), -1, -1, -1).channelsLast();
        Tensor before = x;
        for (int level = 0; level <= now.top(); level++) {
            before = x;
            Block block = blocks.get(level);
            x = block.first().of(x, styles.select(1, 2L * level), noise, random);
            x = block.second().of(x, styles.select(1, 2L * level + 1), noise, random);
        }
        Tensor picture = picture(x, now.top());
        if (now.isFading()) {
            picture = now.mixed(Growth.doubled(picture(before, now.top() - 1)), picture);
        }
        return growth.enlarged(picture, now.top());
    }

    private Tensor picture(Tensor features, int level) {
        EqualisedConvolution layer = toPicture.get(4 << level);
        if (layer == null) {
            throw new IllegalStateException("no picture at level " + level);
        }
        return layer.forward(features);
    }

    /** The constant noise of every convolution, [side, side] each, in the order of a pass. */
    @Override
    public List<Tensor> noises() {
        return convolutions().map(each -> each.noise().value()).toList();
    }

    /** What each style is multiplied with, [2 * channels, length]. */
    @Override
    public List<Tensor> readings() {
        return convolutions().map(each -> each.affine().weight().value()).toList();
    }

    private Stream<AdaptiveConvolution> convolutions() {
        return blocks.stream().flatMap(Block::convolutions);
    }
}
