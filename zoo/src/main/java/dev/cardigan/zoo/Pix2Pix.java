package dev.cardigan.zoo;

import dev.cardigan.adversarial.AdversarialLoss;
import dev.cardigan.adversarial.Curable;
import dev.cardigan.adversarial.Loss;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.adversarial.Safeguards;
import dev.cardigan.adversarial.Scores;
import dev.cardigan.adversarial.Separable;
import dev.cardigan.adversarial.Shared;
import dev.cardigan.adversarial.Translating;
import dev.cardigan.config.Doc;
import dev.cardigan.data.Intake;
import dev.cardigan.data.Paired;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.DataException;
import dev.cardigan.error.Require;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Network;
import dev.cardigan.optim.Adam;
import dev.cardigan.optim.Rule;
import dev.cardigan.optim.Schedule;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.block.Norm;
import dev.cardigan.zoo.block.PatchDiscriminator;
import dev.cardigan.zoo.block.UNet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * pix2pix: a U-Net from input to output, a discriminator that sees both, and the L1 distance to the
 * target.
 *
 * <p>Isola et al., 2017, https://arxiv.org/abs/1611.07004. {@code cardigan train pix2pix --data
 * edges,photographs}.
 *
 * @param stride what the sides of pictures must be multiples of
 * @param shared one pass of the generator serves both players
 * @param safeguards it is played with; the view is of outputs and targets, not of inputs
 */
public record Pix2Pix(
        Layer generator,
        Layer discriminator,
        int stride,
        Settings settings,
        Shared<Paired, Tensor> shared,
        Safeguards safeguards)
        implements Translating<Paired>, Curable<Paired> {

    private static final double DEVIATION = 0.02;
    private static final int MOST_LEVELS = 8;
    private static final int LEAST_SIDE = 16;

    public record Settings(
            @Doc("channels of the U-Net's first layer") long width,
            @Doc("share dropped in the layers next to the innermost: the only noise")
                    double dropout,
            @Doc("channels of the discriminator's first layer") long judgeWidth,
            @Doc(
                            "how often the discriminator halves: 3 for patches of 70 pixels, 2 for 34, 1 for 16")
                    int judgeLayers,
            @Doc("weight of the adversarial term; 0 leaves a plain U-Net without discriminator")
                    double adversarial,
            @Doc("weight of the L1 distance to the target") double reconstruction,
            @Doc("how the generator moves") Rule generator,
            @Doc("how the discriminator moves; the paper halves its loss") Rule discriminator,
            @Doc("factor of both learning rates over steps") Schedule schedule) {

        private static final Rule ADAM = Adam.rate(2e-4).betas(0.5, 0.999);

        /** The 200 epochs of facades (400 pictures), the second half straight down to 0. */
        public static final Settings PAPER =
                new Settings(
                        64, 0.5, 64, 3, 1, 100, ADAM, ADAM, new Schedule.Linear(40_000, 40_000));

        public Settings {
            Require.positive("pix2pix.width", width);
            Require.positive("pix2pix.judgeWidth", judgeWidth);
            Require.positive("pix2pix.judgeLayers", judgeLayers);
            Require.part("pix2pix.dropout", dropout);
            Require.weight("pix2pix.adversarial", adversarial);
            Require.weight("pix2pix.reconstruction", reconstruction);
        }

        Settings judgeLayers(int value) {
            return new Settings(
                    width,
                    dropout,
                    judgeWidth,
                    value,
                    adversarial,
                    reconstruction,
                    generator,
                    discriminator,
                    schedule);
        }
    }

    public static final Recipe<Settings, Paired> RECIPE =
            new Recipe<>(
                    "pix2pix",
                    new Citation(
                            "Image-to-Image Translation with Conditional Adversarial Networks",
                            "Isola, Zhu, Zhou, Efros",
                            2017,
                            "https://arxiv.org/abs/1611.07004"),
                    "Pictures into others, learned from pairs ('cardigan data pairs' makes some): edges to picture, grey to colour. Square sides of 16, 32, 64, ... pixels.",
                    "The output follows the input and is sharper than that of a plain U-Net (adversarial=0).",
                    sample ->
                            Settings.PAPER.judgeLayers(
                                    PatchDiscriminator.layersFor(sample.shape().height())),
                    Intake.PAIRED,
                    Pix2Pix::of);

    public static Pix2Pix of(Settings settings, Recipe.Sample sample, Randomness randomness) {
        Initializer initializer = Initializer.normal(randomness.stream("init"), DEVIATION);
        SampleShape shape = sample.shape();
        long channels = shape.channels();
        int levels = levels(shape);
        UNet.Plan plan =
                new UNet.Plan(channels, channels, levels, settings.width(), settings.dropout());
        return new Pix2Pix(
                UNet.of(plan, initializer, randomness.stream("dropout")),
                PatchDiscriminator.of(
                        2 * channels,
                        settings.judgeWidth(),
                        settings.judgeLayers(),
                        Norm.BATCH,
                        sample.cures(),
                        initializer),
                1 << levels,
                settings,
                new Shared<>(),
                Safeguards.NONE);
    }

    @Override
    public Pix2Pix with(Safeguards value) {
        return new Pix2Pix(generator, discriminator, stride, settings, shared, value);
    }

    @Override
    public Optional<AdversarialLoss> loss() {
        return Optional.of(NonSaturating.plain());
    }

    /** Down to a single pixel, but not below eight halvings. */
    private static int levels(SampleShape shape) {
        int side = shape.height();
        if (side != shape.width() || side < LEAST_SIDE || Integer.bitCount(side) != 1) {
            throw new DataException(
                    "pix2pix needs square pictures with a side of 16, 32, 64, 128, 256, ..., found %dx%d; pass --size 64"
                            .formatted(side, shape.width()));
        }
        return Math.min(MOST_LEVELS, Integer.numberOfTrailingZeros(side));
    }

    @Override
    public List<Phase<Paired>> phases() {
        Phase<Paired> generate =
                Phase.of("generator", settings.generator(), this::generatorLoss, generator)
                        .scheduled(settings.schedule());
        if (settings.adversarial() == 0) {
            return safeguards.in(List.of(generate));
        }
        // Generated pairs first, as in the reference: running statistics see the order.
        Phase<Paired> judge =
                Phase.of(
                        "discriminator",
                        settings.discriminator(),
                        List.of(this::onFake, this::onReal),
                        discriminator);
        return safeguards.in(List.of(judge.scheduled(settings.schedule()), generate));
    }

    private Tensor made(Paired batch) {
        return shared.of(
                batch,
                () ->
                        Gradient.awake(
                                generator.parameters(), () -> generator.forward(batch.input())));
    }

    private Tensor score(Paired batch, Tensor output) {
        return discriminator.forward(batch.input().cat(1, safeguards.view().of(output)));
    }

    /** Smoothed or not, its halves are judged one after the other. */
    private Separable played() {
        return (Separable) safeguards.insteadOf(NonSaturating.plain());
    }

    private Loss onFake(Paired batch) {
        Tensor scores = score(batch, made(batch).detach());
        return Loss.of("adversarial", played().ofFake(scores).mul(0.5))
                .watching(Scores.ACCURACY_ON_FAKE, scores.detach().less(0).mean());
    }

    private Loss onReal(Paired batch) {
        Tensor scores = score(batch, batch.target());
        return Loss.of("adversarial", played().ofReal(scores).mul(0.5))
                .watching(Scores.ACCURACY_ON_REAL, scores.detach().greater(0).mean());
    }

    private Loss generatorLoss(Paired batch) {
        Tensor made = made(batch);
        Loss loss =
                Loss.of(
                        "reconstruction",
                        made.distance(batch.target()).mul(settings.reconstruction()));
        if (settings.adversarial() == 0) {
            return loss;
        }
        Tensor onFake = score(batch, made);
        Tensor fooled = played().forGenerator(() -> score(batch, batch.target()), onFake);
        return loss.plus("adversarial", fooled.mul(settings.adversarial()));
    }

    @Override
    public Network sampler() {
        return generator;
    }

    @Override
    public List<String> directions() {
        return List.of("b");
    }

    @Override
    public Layer translator(String direction) {
        return generator;
    }

    @Override
    public int factor() {
        return 1;
    }

    /** The innermost level sees everything; beyond this many pixels its say is small. */
    @Override
    public int reach() {
        return stride / 4;
    }

    @Override
    public Map<String, Tensor> shown(Paired batch) {
        Map<String, Tensor> columns = new LinkedHashMap<>();
        columns.put("input", batch.input());
        columns.put("output", generator.forward(batch.input()));
        columns.put("target", batch.target());
        return columns;
    }
}
