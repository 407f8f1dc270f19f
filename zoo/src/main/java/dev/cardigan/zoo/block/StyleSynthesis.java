package dev.cardigan.zoo.block;

import dev.cardigan.nn.FirFilter;
import dev.cardigan.nn.FirResample;
import dev.cardigan.nn.Network;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.block.StyledConvolution.Noise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * From styles to pictures: a learned constant, two styled convolutions at each resolution, and a
 * picture that every resolution adds to. Karras et al. 2020, https://arxiv.org/abs/1912.04958,
 * figure 7b (output skips).
 *
 * @param constant [channels, 4, 4]
 * @param blocks from 4x4 up
 */
public record StyleSynthesis(Parameter constant, List<Block> blocks) implements Synthesis {

    private static final FirFilter FILTER = FirFilter.of(1, 3, 3, 1);

    private static final FirResample DOUBLING = FirResample.upsample(FILTER, 2);

    /**
     * One resolution.
     *
     * @param enlarging to this resolution; the first block has none
     */
    public record Block(
            Optional<StyledConvolution> enlarging, StyledConvolution keeping, ToPicture toPicture)
            implements Network {

        List<StyledConvolution> convolutions() {
            return Stream.concat(enlarging.stream(), Stream.of(keeping)).toList();
        }
    }

    /**
     * What a resolution adds to the picture: modulated, not demodulated.
     *
     * @param weight [picture channels, in, 1, 1]
     */
    record ToPicture(
            EqualisedLinear affine,
            Parameter weight,
            Parameter bias,
            ModulatedConvolution convolution,
            GainedActivation activation)
            implements Network {

        Tensor of(Tensor x, Tensor style) {
            double gain = 1 / Math.sqrt(weight.value().size(1));
            Tensor y =
                    convolution.scalingPictures(
                            x, weight.value(), affine.forward(style).mul(gain), Optional.empty());
            return activation.forward(Spread.add(y, bias.value().reshape(-1, 1, 1)));
        }
    }

    /** What a resolution makes: its features and the picture so far. */
    public record Stage(Tensor features, Tensor picture) {}

    /**
     * @param widths channels from 4x4 up
     * @param style length of a style
     * @param activation limited in mixed precision
     */
    public static StyleSynthesis of(
            List<Long> widths,
            long style,
            long pictureChannels,
            GainedActivation activation,
            RandomStream stream) {
        Parameter constant = new Parameter(stream.normal(widths.get(0), 4, 4));
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < widths.size(); i++) {
            long in = widths.get(Math.max(0, i - 1));
            long out = widths.get(i);
            int side = 4 << i;
            Optional<StyledConvolution> enlarging =
                    i == 0
                            ? Optional.empty()
                            : Optional.of(
                                    StyledConvolution.of(
                                            in,
                                            out,
                                            style,
                                            side,
                                            ResampledConvolution.doubling(3, FILTER),
                                            activation,
                                            stream));
            StyledConvolution keeping =
                    StyledConvolution.of(
                            out,
                            out,
                            style,
                            side,
                            ResampledConvolution.same(3),
                            activation,
                            stream);
            ToPicture toPicture = toPicture(out, pictureChannels, style, activation, stream);
            blocks.add(new Block(enlarging, keeping, toPicture));
        }
        return new StyleSynthesis(constant, List.copyOf(blocks));
    }

    private static ToPicture toPicture(
            long in, long out, long style, GainedActivation activation, RandomStream stream) {
        return new ToPicture(
                EqualisedLinear.affine(style, in, stream),
                new Parameter(stream.normal(out, in, 1, 1)),
                new Parameter(Tensor.zeros(out)),
                new ModulatedConvolution(ResampledConvolution.same(1), false, 1),
                GainedActivation.NONE.limited(activation.limit()));
    }

    /** Styles that one picture takes: one per convolution and one for the last picture. */
    @Override
    public long styles() {
        return 2L * blocks.size();
    }

    /**
     * Pictures, not bounded.
     *
     * @param styles [batch, styles, length]
     */
    @Override
    public Tensor of(Tensor styles, Noise noise, RandomSource random) {
        List<Stage> stages = stages(styles, noise, random);
        return stages.get(stages.size() - 1).picture();
    }

    /** What every resolution makes, from 4x4 up. */
    public List<Stage> stages(Tensor styles, Noise noise, RandomSource random) {
        List<Stage> stages = new ArrayList<>();
        Tensor start = constant.value().unsqueeze(0).expand(styles.size(0), -1, -1, -1);
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            int first = Math.max(0, 2 * i - 1); // the first block has one style, the others two
            Optional<Stage> before = i == 0 ? Optional.empty() : Optional.of(stages.get(i - 1));
            stages.add(
                    Scope.tidy(
                            () -> {
                                Tensor x = before.map(Stage::features).orElse(start);
                                int next = first;
                                for (StyledConvolution each : block.convolutions()) {
                                    x = each.of(x, styles.select(1, next++), noise, random);
                                }
                                // The picture's style is that of the next convolution as well.
                                Tensor more = block.toPicture().of(x, styles.select(1, next));
                                return new Stage(
                                        x,
                                        before.map(Stage::picture)
                                                .map(DOUBLING::forward)
                                                .map(more::add)
                                                .orElse(more));
                            }));
        }
        return stages;
    }

    /** The constant noise of every convolution, [side, side] each, in the order of a pass. */
    @Override
    public List<Tensor> noises() {
        return convolutions().map(each -> each.noise().value()).toList();
    }

    /**
     * What each style is multiplied with, [in, length]: by its convolution, the last by the
     * picture.
     */
    @Override
    public List<Tensor> readings() {
        ToPicture last = blocks.get(blocks.size() - 1).toPicture();
        return Stream.concat(
                        convolutions().map(StyledConvolution::affine), Stream.of(last.affine()))
                .map(affine -> affine.weight().value())
                .toList();
    }

    private Stream<StyledConvolution> convolutions() {
        return blocks.stream().flatMap(block -> block.convolutions().stream());
    }
}
