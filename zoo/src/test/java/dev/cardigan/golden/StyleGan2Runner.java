package dev.cardigan.golden;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.adversarial.Penalty;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.adversarial.regularizer.R1;
import dev.cardigan.data.Batch;
import dev.cardigan.nn.Condition;
import dev.cardigan.nn.Labels;
import dev.cardigan.nn.Mode;
import dev.cardigan.nn.None;
import dev.cardigan.optim.Sgd;
import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.block.GainedActivation;
import dev.cardigan.zoo.block.PathLength;
import dev.cardigan.zoo.block.StyleDiscriminator;
import dev.cardigan.zoo.block.StyleGenerator;
import dev.cardigan.zoo.block.StyleMapping;
import dev.cardigan.zoo.block.StyleSynthesis;
import dev.cardigan.zoo.block.StyledConvolution.Noise;
import dev.cardigan.zoo.block.Teller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * StyleGAN2: both networks, truncation, mixing, and the losses of both players with R1 and path
 * length through the phases of {@code TwoPlayer}.
 */
final class StyleGan2Runner implements Runner {

    @Override
    public boolean takes(GoldenFile file) {
        return file.id().startsWith("StyleGAN2 generator ");
    }

    @Override
    public String kind(GoldenFile file) {
        return "network StyleGAN2";
    }

    @Override
    public Bound bound(GoldenFile file) {
        return Bound.ofNetwork(file);
    }

    @Override
    public void run(GoldenFile file, Ledger ledger) {
        Config config = file.config();
        int classes = config.whole("c_dim");
        if (classes == 0) {
            play(file, ledger, Teller.nothing(), None.NONE, None.NONE);
        } else {
            play(
                    file,
                    ledger,
                    Teller.classes(classes),
                    new Labels(file.tensor("input.c").argmax(1)),
                    new Labels(file.tensor("input.c_real").argmax(1)));
        }
    }

    private static <C extends Condition<C>> void play(
            GoldenFile file, Ledger ledger, Teller<C> teller, C ofFake, C ofReal) {
        Config config = file.config();
        Config ofGenerator = config.child("G");
        Config synthesis = ofGenerator.child("synthesis_kwargs");
        List<Long> widths = new ArrayList<>();
        int side = config.whole("img_resolution");
        for (int at = 4; at <= side; at *= 2) {
            widths.add(
                    Math.min(
                            (long) synthesis.whole("channel_base") / at,
                            synthesis.whole("channel_max")));
        }
        GainedActivation activation =
                GainedActivation.LEAKY.limited(
                        synthesis.has("conv_clamp")
                                ? OptionalDouble.of(synthesis.number("conv_clamp"))
                                : OptionalDouble.empty());
        RandomStream stream = RandomStream.seeded(1);
        long style = config.whole("w_dim");
        StyleGenerator<C> generator =
                new StyleGenerator<>(
                        StyleMapping.of(
                                config.whole("z_dim"),
                                config.whole("c_dim"),
                                style,
                                ofGenerator.child("mapping_kwargs").whole("num_layers"),
                                true,
                                stream),
                        StyleSynthesis.of(
                                widths, style, config.whole("img_channels"), activation, stream),
                        teller,
                        0,
                        Noise.CONSTANT,
                        1,
                        new Script());
        StyleDiscriminator<C> discriminator =
                StyleDiscriminator.of(
                        new StyleDiscriminator.Plan(
                                widths,
                                config.whole("img_channels"),
                                config.whole("c_dim"),
                                true,
                                config.child("D")
                                        .child("epilogue_kwargs")
                                        .whole("mbstd_group_size"),
                                activation),
                        teller,
                        stream);
        Play<C> play = new Play<>(file, ledger, generator, discriminator, ofFake, ofReal);
        OfficialWeights weights = OfficialWeights.fill(file, "G.", generator, StyleGenerator.NAMES);
        OfficialWeights others =
                OfficialWeights.fill(file, "D.", discriminator, StyleDiscriminator.names(side));
        play.sampling();
        play.traces();
        play.training(weights, others);
    }

    private record Play<C extends Condition<C>>(
            GoldenFile file,
            Ledger ledger,
            StyleGenerator<C> generator,
            StyleDiscriminator<C> discriminator,
            C ofFake,
            C ofReal) {

        /** Not training: kernels are scaled, noise is constant. */
        void sampling() {
            Mode.EVALUATION.during(
                    () -> {
                        Tensor plain = styles("input.z");
                        ledger.check("output.ws", plain);
                        Tensor mixed =
                                StyleGenerator.mixed(
                                        plain,
                                        styles("input.z_mix"),
                                        file.config().whole("mixing_cutoff"));
                        ledger.check("output.ws_mixed", mixed);
                        double share = file.config().number("truncation_psi");
                        Tensor all = truncated(plain, share, generator.synthesis().styles());
                        ledger.check("output.ws_psi", all);
                        Tensor some =
                                truncated(plain, share, file.config().whole("truncation_cutoff"));
                        ledger.check("output.ws_psi_cutoff", some);
                        ledger.check("output.img_const", pictures(plain, Noise.CONSTANT));
                        ledger.check("output.img_none", pictures(plain, Noise.NONE));
                        ledger.check("output.img_mixed_const", pictures(mixed, Noise.CONSTANT));
                        ledger.check("output.img_psi_const", pictures(all, Noise.CONSTANT));
                        ledger.check("output.img_psi_cutoff_none", pictures(some, Noise.NONE));
                        return plain;
                    });
            // Training scales pictures instead of kernels.
            Tensor unfused = pictures(styles("input.z"), Noise.CONSTANT);
            ledger.check("output.img_const_unfused", unfused);
        }

        private Tensor styles(String latents) {
            return generator.everywhere(
                    generator
                            .mapping()
                            .of(
                                    Optional.of(file.tensor(latents)),
                                    generator.teller().oneHot(ofFake)));
        }

        private Tensor truncated(Tensor styles, double share, long layers) {
            return generator.mapping().truncated(styles, share, layers);
        }

        private Tensor pictures(Tensor styles, Noise noise) {
            return generator.synthesis().of(styles, noise, new Script());
        }

        /** The first two samples after every block. */
        void traces() {
            List<StyleSynthesis.Stage> stages =
                    Mode.EVALUATION.during(
                            () ->
                                    generator
                                            .synthesis()
                                            .stages(
                                                    styles("input.z"),
                                                    Noise.CONSTANT,
                                                    new Script()));
            for (int i = 0; i < stages.size(); i++) {
                String name = "output.trace.G.b" + (4 << i);
                ledger.check(name + ".x", stages.get(i).features().narrow(0, 0, 2));
                ledger.check(name + ".img", stages.get(i).picture().narrow(0, 0, 2));
            }
            Tensor x = discriminator.fromPicture().forward(file.tensor("input.real"));
            for (int i = discriminator.blocks().size() - 1; i >= 0; i--) {
                x = discriminator.blocks().get(i).forward(x);
                ledger.check("output.trace.D.b" + (8 << i) + ".x", x.narrow(0, 0, 2));
            }
            Tensor varied = discriminator.verdict().variety().forward(x);
            ledger.check(
                    "output.trace.D.mbstd_channels",
                    varied.narrow(1, x.size(1), varied.size(1) - x.size(1)).mean(false, 2, 3));
            discriminator
                    .mapping()
                    .ifPresent(
                            mapping ->
                                    ledger.check(
                                            "output.trace.D.cmap",
                                            mapping.of(
                                                    Optional.empty(),
                                                    discriminator.teller().oneHot(ofReal))));
        }

        /** One turn of each player and of each lazy price, nothing updated in between. */
        void training(OfficialWeights ofGenerator, OfficialWeights ofDiscriminator) {
            Tensor latents = file.tensor("input.z").requireGradient(true);
            Script draws = new Script();
            draws.normal("z for the discriminator", file.tensor("input.z"));
            draws.normal("z for the generator", latents);
            int shrink = file.config().whole("pl_batch_shrink");
            draws.normal(
                    "z for path length",
                    file.tensor("input.z").narrow(0, 0, latents.size(0) / shrink));
            Script noise = new Script();
            noise.normal("pl_noise", file.tensor("input.pl_noise"));
            Buffer mean = new Buffer(file.tensor("input.pl_mean"));
            TwoPlayer<C> players =
                    players(
                            draws,
                            new PathLength<>(
                                    (latent, condition) -> heard(latent, first(latent.size(0))),
                                    mean,
                                    file.config().number("pl_weight"),
                                    4,
                                    shrink,
                                    noise));
            Batch<C> batch = new Batch<>(file.tensor("input.real"), ofReal);
            Tensor average = generator.mapping().mean().orElseThrow().value();
            Tensor before = average.clone(true);
            generator.styles(file.tensor("input.z"), ofFake);
            ledger.check("output.w_avg_after_one_train_forward", average);
            average.set(before);

            List<Phase<Batch<C>>> phases = players.phases();
            turn("d_loss", phases.get(0), batch, ofDiscriminator);
            turn("r1_loss", phases.get(1), batch, ofDiscriminator);
            turn("g_loss", phases.get(2), batch, ofGenerator);
            ledger.check("grad.g_loss.z", latents.gradient().orElseThrow());
            turn("pl_loss", phases.get(3), batch, ofGenerator);
            ledger.check("output.pl_mean_after", mean.value());
            draws.assertExhausted();
            noise.assertExhausted();
            scores();
        }

        private TwoPlayer<C> players(Script draws, PathLength<C> pathLength) {
            return TwoPlayer.of(
                            generator,
                            discriminator,
                            new Prior<>(
                                    file.config().whole("z_dim"),
                                    Prior.Shape.NORMAL,
                                    0,
                                    unused -> ofFake,
                                    draws),
                            // The rule is never used: nothing is updated here.
                            Game.of(NonSaturating.plain(), Sgd.rate(1))
                                    .paying(
                                            new Penalty(
                                                    new R1(file.config().number("r1_gamma")), 16)),
                            new Script())
                    .charging(pathLength);
        }

        /** The condition of the first samples. */
        private C first(long count) {
            if (!(ofFake instanceof Labels labels)) {
                return ofFake;
            }
            @SuppressWarnings("unchecked") // C is Labels
            C fewer = (C) new Labels(labels.classes().narrow(0, 0, count));
            return fewer;
        }

        /** Paints, and compares the gradients that the lengths are made of. */
        private StyleGenerator.Painted heard(Tensor latents, C condition) {
            StyleGenerator.Painted painted = generator.painted(latents, condition);
            Tensor pictures = painted.pictures();
            double root = Math.sqrt((double) pictures.size(2) * pictures.size(3));
            Tensor sum = pictures.mul(file.tensor("input.pl_noise").div(root));
            Tensor slopes = Gradient.of(sum, painted.styles());
            ledger.check("output.pl_grads", slopes);
            ledger.check("output.pl_lengths", slopes.square().sum(false, 2).mean(false, 1).sqrt());
            return painted;
        }

        private void turn(
                String name, Phase<Batch<C>> phase, Batch<C> batch, OfficialWeights weights) {
            Tensor loss =
                    Gradient.awake(
                            weights.all(),
                            () -> {
                                Tensor total = phase.loss().apply(batch).total();
                                total.backward();
                                return total;
                            });
            ledger.check("output." + name, loss);
            weights.checkGradients(ledger, name);
        }

        private void scores() {
            Tensor real = file.tensor("input.real").requireGradient(true);
            Tensor fake = generator.forward(file.tensor("input.z"), ofFake);
            ledger.check("output.img_train_const", fake);
            ledger.check("output.logits_fake", discriminator.forward(fake, ofFake));
            Tensor onReal = discriminator.forward(real, ofReal);
            ledger.check("output.logits_real", onReal);
            Tensor slopes = Gradient.of(onReal, real);
            ledger.check("output.r1_grads", slopes);
            ledger.check("output.r1_penalty", slopes.square().sumPerSample());
        }
    }
}
