package dev.cardigan.zoo.block;

import dev.cardigan.nn.Conditional;
import dev.cardigan.nn.Convolution;
import dev.cardigan.nn.FirFilter;
import dev.cardigan.nn.FirResample;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Labels;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.LeakyRelu;
import dev.cardigan.nn.Linear;
import dev.cardigan.nn.Sequential;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Generator and discriminator of R3GAN: bottleneck blocks with grouped convolutions, no
 * normalisation, filtered resampling between the resolutions. Huang et al. 2024,
 * https://arxiv.org/abs/2501.05441, section 4.
 */
public final class AggregatedPair {

    private static final LeakyRelu ACTIVATION = new LeakyRelu(0.2);

    /** The paper's [1, 2, 1] by the two taps that centre it between pixels. */
    private static final FirFilter FILTER = FirFilter.of(1, 3, 3, 1);

    /** What keeps the variance through the activation: sqrt(2 / (1 + slope^2)). */
    private static final double ACTIVATION_GAIN = Math.sqrt(2 / (1 + 0.2 * 0.2));

    /** Names in the authors' files, which also hold the constant filter. */
    public static final OfficialNames NAMES =
            OfficialNames.of("^body\\.", "")
                    .and("^stages\\.(\\d+)\\.layers", "MainLayers.$1.Layers")
                    .and("^fromPicture", "ExtractionLayer.Layer")
                    .and("^toPicture", "AggregationLayer.Layer")
                    .and("^embedding", "EmbeddingLayer")
                    .and("first\\.weight", "LinearLayer1.Layer.weight")
                    .and("first\\.bias", "NonLinearity1.Bias")
                    .and("grouped\\.weight", "LinearLayer2.Layer.weight")
                    .and("grouped\\.bias", "NonLinearity2.Bias")
                    .and("last\\.weight", "LinearLayer3.Layer.weight")
                    .and("channels\\.weight", "LinearLayer.Layer.weight")
                    .and("linear\\.weight", "LinearLayer.weight")
                    .and("basis", "Basis");

    /**
     * How large the networks are. The lists start at the 4x4 stage; the side of the pictures is 4 *
     * 2^(stages - 1).
     *
     * @param widths channels of each stage
     * @param groups of the grouped convolution of each stage
     * @param blocks of each stage
     * @param expansion channels inside a block, as a factor of those outside
     */
    public record Size(List<Long> widths, List<Long> groups, List<Long> blocks, long expansion) {

        int stages() {
            return widths.size();
        }

        long totalBlocks() {
            return blocks.stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * x + 1x1, grouped 3x3, 1x1; nothing after the sum.
     *
     * @param last without bias; starts at 0, so that the block starts as the identity (fix-up
     *     initialisation, Zhang et al. 2019, https://arxiv.org/abs/1901.09321)
     */
    record Residual(Convolution first, Convolution grouped, Convolution last) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            Tensor inside = ACTIVATION.forward(first.forward(x));
            return x.add(last.forward(ACTIVATION.forward(grouped.forward(inside))));
        }
    }

    /**
     * The first 4x4 maps: a learned picture per channel, scaled by a linear function of the latent.
     *
     * @param basis [channels, 4, 4]
     */
    record Seed(Parameter basis, Linear linear) implements Layer {
        @Override
        public Tensor forward(Tensor latent) {
            Tensor strength = linear.forward(latent); // [batch, channels]
            return strength.reshape(-1, strength.size(1), 1, 1).mul(basis.value()).channelsLast();
        }
    }

    /** The last 4x4 maps to [batch, out]: one weighted sum per channel, then a linear function. */
    record Verdict(Convolution basis, Linear linear) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            return linear.forward(basis.forward(x).flatten());
        }
    }

    /**
     * To the next larger resolution.
     *
     * @param channels 1x1, only where their number changes
     */
    record Enlarge(Optional<Convolution> channels, FirResample filter) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            return filter.forward(channels.isPresent() ? channels.get().forward(x) : x);
        }
    }

    /**
     * To the next smaller resolution.
     *
     * @param channels 1x1, only where their number changes
     */
    record Shrink(FirResample filter, Optional<Convolution> channels) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            Tensor small = filter.forward(x);
            return channels.isPresent() ? channels.get().forward(small) : small;
        }
    }

    /** From latents [batch, latent] to pictures, not bounded. */
    public record Generator(List<Sequential> stages, Convolution toPicture) implements Layer {
        @Override
        public Tensor forward(Tensor latent) {
            Tensor x = latent;
            for (Sequential stage : stages) {
                x = stage.forward(x);
            }
            return toPicture.forward(x);
        }
    }

    /** From pictures to [batch, out]. */
    public record Discriminator(Convolution fromPicture, List<Sequential> stages) implements Layer {
        @Override
        public Tensor forward(Tensor pictures) {
            Tensor x = fromPicture.forward(pictures);
            for (Sequential stage : stages) {
                x = stage.forward(x);
            }
            return x;
        }
    }

    /**
     * A generator told the class by a vector after the latent.
     *
     * @param embedding from one-hot classes, without bias
     */
    public record ToldGenerator(Layer body, Linear embedding) implements Conditional<Labels> {
        @Override
        public Tensor forward(Tensor latent, Labels condition) {
            return body.forward(latent.cat(1, embedded(embedding, condition)));
        }
    }

    /**
     * A discriminator told the class: its score is the product of what it says of the picture with
     * the vector of the class. Miyato and Koyama 2018, https://arxiv.org/abs/1802.05637.
     *
     * @param embedding from one-hot classes, without bias
     */
    public record ToldDiscriminator(Layer body, Linear embedding) implements Conditional<Labels> {
        @Override
        public Tensor forward(Tensor pictures, Labels condition) {
            return body.forward(pictures).mul(embedded(embedding, condition)).sum(true, 1);
        }
    }

    private final Size size;
    private final RandomStream stream;

    private AggregatedPair(Size size, RandomStream stream) {
        this.size = size;
        this.stream = stream;
    }

    /** Pairs of this size, drawing their first weights from this stream. */
    public static AggregatedPair of(Size size, RandomStream stream) {
        return new AggregatedPair(size, stream);
    }

    private static Tensor embedded(Linear embedding, Labels condition) {
        return embedding.forward(condition.classes().oneHot(embedding.weight().value().size(1)));
    }

    /** {@code in} is the length of a latent and of what is told beside it. */
    public Generator generator(long in, long channels) {
        List<Sequential> stages = new ArrayList<>();
        for (int i = 0; i < size.stages(); i++) {
            long width = size.widths().get(i);
            List<Layer> layers = new ArrayList<>();
            layers.add(i == 0 ? seed(in, width) : enlarge(size.widths().get(i - 1), width));
            addBlocks(layers, i);
            stages.add(new Sequential(layers));
        }
        long finest = size.widths().get(size.stages() - 1);
        return new Generator(stages, pointwise(finest, channels));
    }

    /** {@code out} is 1, or the length of the vector of a class. */
    public Discriminator discriminator(long channels, long out) {
        List<Sequential> stages = new ArrayList<>();
        for (int i = size.stages() - 1; i >= 0; i--) {
            long width = size.widths().get(i);
            List<Layer> layers = new ArrayList<>();
            addBlocks(layers, i);
            layers.add(i == 0 ? verdict(width, out) : shrink(width, size.widths().get(i - 1)));
            stages.add(new Sequential(layers));
        }
        long finest = size.widths().get(size.stages() - 1);
        return new Discriminator(pointwise(channels, finest), stages);
    }

    /** A class's vector of this length. */
    public Linear embedding(long classes, long length, double gain) {
        return Linear.of(classes, length, variance(gain, classes)).withoutBias();
    }

    private Seed seed(long in, long width) {
        return new Seed(
                new Parameter(stream.normal(width, 4, 4)),
                Linear.of(in, width, variance(1, in)).withoutBias());
    }

    private Verdict verdict(long width, long out) {
        Parameter basis = new Parameter(variance(1, 16).weight(16, 16, width, 1, 4, 4));
        return new Verdict(
                new Convolution(basis, Optional.empty(), 1, 0, 1, width),
                Linear.of(width, out, variance(1, width)).withoutBias());
    }

    private Enlarge enlarge(long in, long out) {
        return new Enlarge(channels(in, out), FirResample.upsample(FILTER, 2));
    }

    private Shrink shrink(long in, long out) {
        return new Shrink(FirResample.downsample(FILTER, 2), channels(in, out));
    }

    private Optional<Convolution> channels(long in, long out) {
        return in == out ? Optional.empty() : Optional.of(pointwise(in, out));
    }

    private Convolution pointwise(long in, long out) {
        return Convolution.of(in, out, 1, variance(1, in)).withoutBias();
    }

    private void addBlocks(List<Layer> layers, int stage) {
        long width = size.widths().get(stage);
        long inside = width * size.expansion();
        long groups = size.groups().get(stage);
        // Fix-up: with m = 3 layers in each of L blocks, the others start scaled by L^(-1/(2m-2)).
        double gain = ACTIVATION_GAIN * Math.pow(size.totalBlocks(), -0.25);
        for (long i = 0; i < size.blocks().get(stage); i++) {
            long reach = inside / groups * 9;
            Convolution grouped = Convolution.of(inside / groups, inside, 3, variance(gain, reach));
            layers.add(
                    new Residual(
                            Convolution.of(width, inside, 1, variance(gain, width)),
                            new Convolution(grouped.weight(), grouped.bias(), 1, 1, 1, groups),
                            Convolution.of(inside, width, 1, variance(0, inside)).withoutBias()));
        }
    }

    private Initializer variance(double gain, long fanIn) {
        return Initializer.normal(stream, gain / Math.sqrt(fanIn));
    }
}
