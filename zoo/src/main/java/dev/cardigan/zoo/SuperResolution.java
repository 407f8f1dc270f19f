package dev.cardigan.zoo;

import dev.cardigan.adversarial.AdversarialLoss;
import dev.cardigan.adversarial.Curable;
import dev.cardigan.adversarial.Loss;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.adversarial.RelativisticAverage;
import dev.cardigan.adversarial.Safeguards;
import dev.cardigan.adversarial.Scores;
import dev.cardigan.adversarial.Shared;
import dev.cardigan.adversarial.Translating;
import dev.cardigan.config.Doc;
import dev.cardigan.data.Batch;
import dev.cardigan.data.Intake;
import dev.cardigan.error.Require;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Network;
import dev.cardigan.nn.None;
import dev.cardigan.optim.Adam;
import dev.cardigan.optim.Rule;
import dev.cardigan.optim.Schedule;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.block.BicubicSkip;
import dev.cardigan.zoo.block.Convention;
import dev.cardigan.zoo.block.Extractor;
import dev.cardigan.zoo.block.RandomFeatures;
import dev.cardigan.zoo.block.RrdbNet;
import dev.cardigan.zoo.block.Shrink;
import dev.cardigan.zoo.block.SrDiscriminator;
import dev.cardigan.zoo.block.SrResNet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Small pictures made larger: SRResNet (pixels only), SRGAN and ESRGAN, by values.
 *
 * <p>Ledig et al. 2017, https://arxiv.org/abs/1609.04802; Wang et al. 2018,
 * https://arxiv.org/abs/1809.00219. {@code cardigan train srresnet --data photographs}. Both papers
 * let the adversary in when pixels alone have trained the generator: {@code cardigan train srresnet
 * --from RUN --set adversarial=1e-3 --set perceptual=0.006}, or {@code esrgan} first with {@code
 * adversarial=0} and {@code perceptual=0}, then {@code --from} that run with both set.
 *
 * @param discriminator none where the adversarial term weighs nothing
 * @param shared one pass of the generator serves both players
 * @param safeguards it is played with; the view is of what the discriminator sees
 */
public record SuperResolution(
        Layer generator,
        Optional<Layer> discriminator,
        Extractor extractor,
        Shrink shrink,
        Settings settings,
        Shared<Batch<None>, Tensor> shared,
        Safeguards safeguards)
        implements Translating<Batch<None>>, Curable<Batch<None>> {

    /** Both papers' discriminators halve four times. */
    private static final List<Long> WIDTHS = List.of(1L, 2L, 4L, 8L);

    private static final int FEATURE_LEVELS = 3;

    /**
     * ESRGAN's dense blocks start small, or deep ones blow up; so does what is added to bicubic
     * enlarging.
     */
    private static final double FIRST_WEIGHTS = 0.1;

    /** What is between the small and the large picture. */
    public enum Trunk {
        /** SRResNet's residual blocks with batch normalisation, pixel shuffles. */
        RESIDUAL,
        /** ESRGAN's dense blocks without, nearest-neighbour doublings. */
        DENSE
    }

    /** What the network's result is added to. */
    public enum Skip {
        /** Nothing: the network makes the whole picture, as in the papers. */
        NONE,
        /** The picture enlarged bicubically, as VDSR does: far fewer steps until it pays. */
        BICUBIC
    }

    /** How two pictures, or their features, are compared. */
    public enum Distance {
        ABSOLUTE,
        SQUARED;

        Tensor between(Tensor one, Tensor other) {
            return switch (this) {
                case ABSOLUTE -> one.distance(other);
                case SQUARED -> one.sub(other).square().mean();
            };
        }
    }

    public record Settings(
            @Doc("how many times larger sides become: 2, 4 or 8") int factor,
            @Doc("residual (SRResNet) or dense (ESRGAN)") Trunk trunk,
            @Doc("what the network's result is added to: none (the papers) or bicubic") Skip skip,
            @Doc("batch normalisation in a residual trunk (the paper); needs more steps")
                    boolean normalised,
            @Doc("channels of the generator") long width,
            @Doc("residual blocks, or groups of three dense blocks") int blocks,
            @Doc("channels each dense layer adds; residual trunks have none") long growth,
            @Doc("channels of the discriminator's first layers") long judgeWidth,
            @Doc("how pictures and features are compared") Distance distance,
            @Doc("weight of the distance between pixels") double pixels,
            @Doc("weight of the distance between features of a network of random weights")
                    double perceptual,
            @Doc("weight of the adversarial term; 0 for no discriminator") double adversarial,
            @Doc("how scores become losses") AdversarialLoss loss,
            @Doc("how both move") Rule rule,
            @Doc("factor of both learning rates over steps") Schedule schedule,
            @Doc("habits of whoever trained the weights") Convention convention) {

        private static final Rule SRGAN_RULE = Adam.rate(1e-4).betas(0.9, 0.999);

        /**
         * The SRGAN paper's blocks and its squared error, but over bicubic enlarging and without
         * normalisation; {@code skip=none} and {@code normalised=true} are the paper's.
         */
        public static final Settings SRRESNET =
                new Settings(
                        4,
                        Trunk.RESIDUAL,
                        Skip.BICUBIC,
                        false,
                        64,
                        16,
                        0,
                        64,
                        Distance.SQUARED,
                        1,
                        0,
                        0,
                        NonSaturating.plain(),
                        SRGAN_RULE,
                        Schedule.constant(),
                        Convention.STANDARD);

        /** Rate and weight of the adversarial term of the paper, which has VGG's features. */
        public static final Settings SRGAN =
                SRRESNET.playing(1, 0.006, 1e-3, NonSaturating.plain())
                        .scheduled(new Schedule.Steps(0.1, 100_000));

        /**
         * 23 groups of growth 32; L1 weight 1e-2, adversarial weight 5e-3, as in the paper. That
         * halves the rate at 50, 100, 200 and 300 thousand steps, this at every 100 thousand.
         */
        public static final Settings ESRGAN =
                new Settings(
                        4,
                        Trunk.DENSE,
                        Skip.NONE,
                        false,
                        64,
                        23,
                        32,
                        64,
                        Distance.ABSOLUTE,
                        1e-2,
                        1,
                        5e-3,
                        new RelativisticAverage(),
                        SRGAN_RULE,
                        new Schedule.Steps(0.5, 100_000),
                        Convention.STANDARD);

        public Settings {
            Require.positive("width", width);
            Require.positive("blocks", blocks);
            Require.positive("judgeWidth", judgeWidth);
            Require.notNegative("growth", growth);
            if (trunk == Trunk.DENSE) {
                Require.positive("growth", growth);
            }
            Require.weight("pixels", pixels);
            Require.weight("perceptual", perceptual);
            Require.weight("adversarial", adversarial);
        }

        private Settings playing(
                double pixelWeight,
                double perceptualWeight,
                double adversarialWeight,
                AdversarialLoss how) {
            return new Settings(
                    factor,
                    trunk,
                    skip,
                    normalised,
                    width,
                    blocks,
                    growth,
                    judgeWidth,
                    distance,
                    pixelWeight,
                    perceptualWeight,
                    adversarialWeight,
                    how,
                    rule,
                    schedule,
                    convention);
        }

        private Settings scheduled(Schedule value) {
            return new Settings(
                    factor,
                    trunk,
                    skip,
                    normalised,
                    width,
                    blocks,
                    growth,
                    judgeWidth,
                    distance,
                    pixels,
                    perceptual,
                    adversarial,
                    loss,
                    rule,
                    value,
                    convention);
        }
    }

    private static final Citation LEDIG =
            new Citation(
                    "Photo-Realistic Single Image Super-Resolution Using a Generative Adversarial Network",
                    "Ledig, Theis, Huszar and others",
                    2017,
                    "https://arxiv.org/abs/1609.04802");

    public static final Recipe<Settings, Batch<None>> SRRESNET =
            recipe(
                    "srresnet",
                    LEDIG,
                    "Larger pictures by the smallest squared error: true to the original, a little soft. No adversary.",
                    "More decibels (quality/psnr) than bicubic; edges without steps.",
                    Settings.SRRESNET);

    public static final Recipe<Settings, Batch<None>> SRGAN =
            recipe(
                    "srgan",
                    LEDIG,
                    "Larger pictures that a discriminator takes for originals: sharper than srresnet, with fewer decibels.",
                    "Texture where srresnet is smooth; quality/psnr below that of srresnet.",
                    Settings.SRGAN);

    public static final Recipe<Settings, Batch<None>> ESRGAN =
            recipe(
                    "esrgan",
                    new Citation(
                            "ESRGAN: Enhanced Super-Resolution Generative Adversarial Networks",
                            "Wang, Yu, Wu and others",
                            2018,
                            "https://arxiv.org/abs/1809.00219"),
                    "SRGAN with dense blocks without batch normalisation and a relativistic discriminator; ten times the work.",
                    "More texture and fewer artefacts than srgan, after longer training.",
                    Settings.ESRGAN);

    private static Recipe<Settings, Batch<None>> recipe(
            String name, Citation paper, String what, String expect, Settings settings) {
        return new Recipe<>(
                name, paper, what, expect, sample -> settings, Intake.CROPS, SuperResolution::of);
    }

    public static SuperResolution of(
            Settings settings, Recipe.Sample sample, Randomness randomness) {
        Initializer initializer = Initializer.uniform(randomness.stream("init"));
        long channels = sample.shape().channels();
        List<Long> widths = WIDTHS.stream().map(times -> times * settings.judgeWidth()).toList();
        return new SuperResolution(
                settings.convention().around(generator(settings, channels, randomness)),
                settings.adversarial() == 0
                        ? Optional.empty()
                        : Optional.of(
                                SrDiscriminator.of(channels, widths, sample.cures(), initializer)),
                RandomFeatures.of(channels, FEATURE_LEVELS),
                new Shrink(settings.factor()),
                settings,
                new Shared<>(),
                Safeguards.NONE);
    }

    @Override
    public SuperResolution with(Safeguards value) {
        return new SuperResolution(
                generator, discriminator, extractor, shrink, settings, shared, value);
    }

    @Override
    public Optional<AdversarialLoss> loss() {
        return Optional.of(settings.loss());
    }

    private static Layer generator(Settings settings, long channels, Randomness randomness) {
        return switch (settings.trunk()) {
            case RESIDUAL -> {
                SrResNet network = residual(settings, channels, randomness);
                yield over(settings, network, network.last());
            }
            case DENSE -> {
                RrdbNet network = dense(settings, channels, randomness);
                yield over(settings, network, network.last());
            }
        };
    }

    /** The network alone, or over bicubic enlarging, which it is to change little at first. */
    private static Layer over(Settings settings, Layer network, Layer last) {
        if (settings.skip() == Skip.NONE) {
            return network;
        }
        last.parameters().forEach(weight -> weight.value().scale(FIRST_WEIGHTS));
        return new BicubicSkip(network, settings.factor());
    }

    private static SrResNet residual(Settings settings, long channels, Randomness randomness) {
        return SrResNet.of(
                new SrResNet.Plan(
                        channels,
                        channels,
                        settings.width(),
                        settings.blocks(),
                        settings.factor(),
                        settings.normalised(),
                        settings.convention().epsilon()),
                Initializer.uniform(randomness.stream("init/generator")));
    }

    private static RrdbNet dense(Settings settings, long channels, Randomness randomness) {
        RrdbNet network =
                RrdbNet.of(
                        new RrdbNet.Plan(
                                channels,
                                channels,
                                settings.width(),
                                settings.blocks(),
                                settings.growth(),
                                settings.factor()),
                        Initializer.he(randomness.stream("init/generator")));
        network.trunk()
                .forEach(
                        group ->
                                group.parameters()
                                        .forEach(weight -> weight.value().scale(FIRST_WEIGHTS)));
        return network;
    }

    @Override
    public List<Phase<Batch<None>>> phases() {
        Phase<Batch<None>> generate =
                Phase.of("generator", settings.rule(), this::generatorLoss, generator)
                        .scheduled(settings.schedule());
        return safeguards.in(
                discriminator
                        .map(
                                judge ->
                                        Phase.<Batch<None>>of(
                                                        "discriminator",
                                                        settings.rule(),
                                                        batch -> discriminatorLoss(judge, batch),
                                                        judge)
                                                .scheduled(settings.schedule()))
                        .map(judge -> List.of(judge, generate))
                        .orElseGet(() -> List.of(generate)));
    }

    private Tensor enlarged(Batch<None> batch) {
        return shared.of(
                batch,
                () ->
                        Gradient.awake(
                                generator.parameters(),
                                () -> generator.forward(shrink.forward(batch.real()))));
    }

    private Loss discriminatorLoss(Layer judge, Batch<None> batch) {
        Tensor onReal = score(judge, batch.real());
        return new Scores(onReal, score(judge, enlarged(batch).detach())).judgedBy(played());
    }

    private Loss generatorLoss(Batch<None> batch) {
        Tensor large = enlarged(batch);
        Distance distance = settings.distance();
        Loss loss =
                Loss.of("pixels", distance.between(large, batch.real()).mul(settings.pixels()))
                        .watching("quality/psnr", decibels(large.detach(), batch.real()));
        if (settings.perceptual() > 0) {
            Tensor seen =
                    distance.between(extractor.features(large), extractor.features(batch.real()));
            loss = loss.plus("perceptual", seen.mul(settings.perceptual()));
        }
        Loss without = loss;
        return discriminator
                .map(judge -> without.plus("adversarial", fooled(judge, large, batch)))
                .orElse(without);
    }

    private Tensor fooled(Layer judge, Tensor large, Batch<None> batch) {
        return played().forGenerator(() -> score(judge, batch.real()), score(judge, large))
                .mul(settings.adversarial());
    }

    private AdversarialLoss played() {
        return safeguards.insteadOf(settings.loss());
    }

    private Tensor score(Layer judge, Tensor pictures) {
        return judge.forward(safeguards.view().of(pictures));
    }

    /** 10 log10(range^2 / mean squared error) over the batch and all channels; the range is 2. */
    private static Tensor decibels(Tensor found, Tensor expected) {
        Tensor error = found.clamp(-1, 1).sub(expected).square().mean();
        return error.clamp(1e-10, 4).div(4).log().mul(-10 / Math.log(10));
    }

    @Override
    public Network sampler() {
        return generator;
    }

    @Override
    public List<String> directions() {
        return List.of("large");
    }

    @Override
    public Layer translator(String direction) {
        return generator;
    }

    @Override
    public int factor() {
        return settings.factor();
    }

    @Override
    public int stride() {
        return 1;
    }

    /** All of an SRResNet; of dense blocks, whose later layers say ever less, twice 16 pixels. */
    @Override
    public int reach() {
        return switch (settings.trunk()) {
            case RESIDUAL -> 4 + 2 * settings.blocks() + 1 + 2 + 4;
            case DENSE -> 32;
        };
    }

    @Override
    public Map<String, Tensor> shown(Batch<None> batch) {
        Tensor small = shrink.forward(batch.real());
        Map<String, Tensor> columns = new LinkedHashMap<>();
        columns.put("small", small.upsampleNearest(settings.factor()));
        columns.put("output", generator.forward(small));
        columns.put("original", batch.real());
        return columns;
    }
}
