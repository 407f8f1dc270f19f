package dev.cardigan.golden;

import dev.cardigan.adversarial.Autoencoder;
import dev.cardigan.adversarial.Bidirectional;
import dev.cardigan.adversarial.Encoding;
import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.RegularisedEncoder;
import dev.cardigan.adversarial.RegularisedEncoder.Beside;
import dev.cardigan.adversarial.RegularisedEncoder.Constrained;
import dev.cardigan.adversarial.RegularisedEncoder.Features;
import dev.cardigan.adversarial.StagedGenerator;
import dev.cardigan.data.Batch;
import dev.cardigan.nn.Conditional;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.None;
import dev.cardigan.nn.Sequential;
import dev.cardigan.optim.GradientClip;
import dev.cardigan.optim.MovingAverage.Pace;
import dev.cardigan.optim.RmsScaled;
import dev.cardigan.optim.Schedule;
import dev.cardigan.optim.Sgd;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Precision;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.training.Plan;
import dev.cardigan.training.Run;
import dev.cardigan.training.Steps;
import dev.cardigan.training.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Whole training runs of GANs with an encoder, through {@code Run} and {@code Turn}. */
final class EncoderRunner implements Runner {

    private static final String REGULARISED = "encoder_regularised";

    @Override
    public boolean takes(GoldenFile file) {
        return file.isCase("bigan") || isRegularised(file);
    }

    private static boolean isRegularised(GoldenFile file) {
        return file.isCase(REGULARISED) || file.isCase(REGULARISED + "_sampled");
    }

    @Override
    public String kind(GoldenFile file) {
        String what = isRegularised(file) ? REGULARISED : "bigan";
        return "trace " + what + " " + file.config().text("dtype");
    }

    @Override
    public Bound bound(GoldenFile file) {
        return Bound.ofTrace(file.tolerance());
    }

    @Override
    public void run(GoldenFile file, Ledger ledger) {
        Networks networks =
                new Networks(
                        GoldenNetwork.of(file, "E"),
                        GoldenNetwork.of(file, "G"),
                        GoldenNetwork.of(file, "D"));
        if (isRegularised(file)) {
            regularised(file, ledger, networks);
        } else {
            bidirectional(file, ledger, networks);
        }
    }

    private record Networks(GoldenNetwork encoder, GoldenNetwork generator, GoldenNetwork judge) {
        void check(Ledger ledger) {
            encoder.weights().forEach((name, weight) -> ledger.check("final.E." + name, weight));
            generator.weights().forEach((name, weight) -> ledger.check("final.G." + name, weight));
            judge.weights().forEach((name, weight) -> ledger.check("final.D." + name, weight));
        }
    }

    /** A perceptron on both parts of a pair, the code before or after the sample. */
    private record OnPairs(Sequential layers, boolean codeFirst) implements Conditional<Tensor> {
        @Override
        public Tensor forward(Tensor sample, Tensor code) {
            return layers.forward(codeFirst ? code.cat(1, sample) : sample.cat(1, code));
        }
    }

    private static void bidirectional(GoldenFile file, Ledger ledger, Networks networks) {
        Script latents = new Script();
        for (int step = 0; step < file.config().whole("steps"); step++) {
            latents.normal("z_d", file.tensor("input.z_d." + step));
            latents.normal("z_g", file.tensor("input.z_g." + step));
        }
        Config rules = file.config().child("optimizer");
        Bidirectional gan =
                Bidirectional.of(
                        new Autoencoder(
                                networks.encoder().layers(),
                                Encoding.DETERMINISTIC,
                                networks.generator().layers()),
                        new OnPairs(networks.judge().layers(), false),
                        Prior.of(2, Prior.Shape.NORMAL, latents),
                        new Bidirectional.Play(
                                NonSaturating.plain(),
                                GoldenGame.rule(rules.child("EG")),
                                GoldenGame.rule(rules.child("D")),
                                Schedule.constant()),
                        new Script());
        Map<String, String> players = new LinkedHashMap<>();
        players.put("discriminator", "D");
        players.put("coder", "EG");
        play(
                file,
                gan,
                players,
                observed -> {
                    losses(ledger, observed);
                    observed.checkGradients(ledger, "D", "D", networks.judge());
                    observed.checkGradients(ledger, "EG", "E", networks.encoder());
                    observed.checkGradients(ledger, "EG", "G", networks.generator());
                    networks.check(ledger);
                });
        latents.assertExhausted();
    }

    private static void losses(Ledger ledger, Observed<?> observed) {
        for (String player : observed.players().values()) {
            ledger.check("loss." + player, observed.journal().totals(player));
        }
    }

    /** The file's second move of the discriminator comes before that of the generator. */
    private static void regularised(GoldenFile file, Ledger ledger, Networks networks) {
        Script latents = new Script();
        Script noise = new Script();
        boolean sampled = file.config().text("features").equals("sample");
        for (int step = 0; step < file.config().whole("steps"); step++) {
            latents.normal("z_d", file.tensor("input.z_d." + step));
            latents.normal("z_g", file.tensor("input.z_g." + step));
            for (String name : sampled ? List.of("real", "fake", "g") : List.<String>of()) {
                noise.normal(name, file.tensor("input.noise_" + name + "." + step));
            }
        }
        Layer asItIs = x -> x;
        RegularisedEncoder gan =
                RegularisedEncoder.of(
                        networks.encoder().layers(),
                        new StagedGenerator(networks.generator().layers(), asItIs),
                        new OnPairs(networks.judge().layers(), true),
                        Prior.of(file.config().whole("latent"), Prior.Shape.NORMAL, latents),
                        play(file.config().child("constants"), sampled),
                        noise);
        Map<String, String> players = new LinkedHashMap<>();
        players.put("discriminator", "D_first");
        players.put("discriminator-again", "D_second");
        players.put("generator", "G");
        play(file, gan, players, observed -> compare(ledger, networks, observed));
        latents.assertExhausted();
        noise.assertExhausted();
    }

    private static void compare(Ledger ledger, Networks networks, Observed<?> observed) {
        losses(ledger, observed);
        for (String value : List.of("L_GAN", "L_R", "R")) {
            ledger.check("aux." + value, observed.watched("D_first", value));
        }
        ledger.check("aux.norm_before_clip", observed.journal().norms("D_second"));
        observed.checkGradients(ledger, "D_first", "D", networks.judge());
        observed.checkGradients(ledger, "D_first", "E", networks.encoder());
        observed.checkGradients(ledger, "G", "G", networks.generator());
        networks.check(ledger);
    }

    private static RegularisedEncoder.Play play(Config constants, boolean sampled) {
        double keep = constants.number("beta1"); // the file writes v <- beta1 v + (1 - beta1) g^2
        double epsilon = constants.number("eps");
        return new RegularisedEncoder.Play(
                constants.number("lambda"),
                constants.number("alpha"),
                constants.number("beta"),
                sampled ? Features.SAMPLE : Features.MEAN,
                Constrained.REAL,
                Beside.SAMPLE,
                new RmsScaled(constants.number("eta_D"), keep, epsilon),
                new RmsScaled(constants.number("eta_G"), keep, epsilon),
                Sgd.rate(constants.number("eta_clip")),
                List.of(GradientClip.byNorm(constants.number("clip"))),
                Schedule.constant());
    }

    /**
     * @param compare looks at what happened before the run closes and its weights are freed
     */
    private static void play(
            GoldenFile file,
            Gan<Batch<None>> gan,
            Map<String, String> players,
            Consumer<Observed<Batch<None>>> compare) {
        Observed<Batch<None>> observed = Observed.of(gan, players);
        Replay<None> feed = new Replay<>(file.config().whole("batch"));
        int steps = file.config().whole("steps");
        for (int step = 0; step < steps; step++) {
            feed.add(file.tensor("input.real." + step), None.NONE);
        }
        Plan plan = new Plan(steps, 1, Precision.FP32, Device.CPU, new Pace.Fixed(0.999));
        try (Run<?> run = new Run<>(observed, plan, feed, World.ALONE)) {
            for (int step = 0; step < steps; step++) {
                Steps.advance(run);
            }
            feed.assertExhausted();
            compare.accept(observed);
        }
    }
}
