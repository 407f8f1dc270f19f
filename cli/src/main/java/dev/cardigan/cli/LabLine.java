package dev.cardigan.cli;

import dev.cardigan.config.Settings;
import dev.cardigan.data.Mixture;
import dev.cardigan.data.Progress;
import dev.cardigan.data.RawPoints;
import dev.cardigan.data.Toy2d;
import dev.cardigan.lab.Likelihood;
import dev.cardigan.lab.Play;
import dev.cardigan.lab.TwoGaussians;
import dev.cardigan.metric.GaussianMixture;
import dev.cardigan.metric.Points;
import dev.cardigan.optim.Schedule;
import dev.cardigan.tensor.Stateful;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The experiments on a line, where densities are known: D against D*, and likelihood. */
record LabLine(LabBench bench) {

    private static final int COUNTED = 20_000;
    private static final int COUNTED_LAST = 400_000;

    /**
     * The first GAN's own pace lets the generator fold its density into spikes that no smooth D can
     * follow; a slower one beside a faster D keeps D near its best. Other papers keep their own.
     */
    private Map<String, Object> pace() {
        return bench.paper().equals("gan")
                ? Map.of(
                        "generator", Map.of("adam", Map.of("learningRate", 2e-4)),
                        "discriminator", Map.of("adam", Map.of("learningRate", 2e-3)))
                : Map.of();
    }

    void twoGaussians(long hold) {
        Mixture law = Toy2d.twoGaussians(0).mixture().orElseThrow();
        Settings all = bench.game("two-gaussians", bench.steps().orElse(2500L), pace());
        try (Session session = bench.open(all)) {
            Play play = Play.of(session.run());
            TwoGaussians looks =
                    new TwoGaussians(law::logDensity, bench.latents(), bench.notebook(), COUNTED);
            bench.train(session, step -> looks.look(play, step));
            long reached = session.run().step();
            if (hold == 0 || bench.stopped().getAsBoolean()) {
                TwoGaussians.Look last = looks.look(play, reached + 1);
                tell("After %d steps of both players".formatted(reached), last);
                looks.chart(play);
                return;
            }
            holdGenerator(session, all, hold, law);
        }
    }

    /** A fresh session whose generator is that of the game so far, and rests. */
    private void holdGenerator(Session before, Settings all, long hold, Mixture law) {
        long reached = before.run().step();
        Settings held =
                all.overriddenBy(Settings.ofMap(Map.of("steps", hold, "batch", 512), "--hold"));
        try (Session session =
                Session.open(
                        bench.paper(),
                        held,
                        Progress.SILENT,
                        LabBench.resting(new Schedule.Linear(0, hold)))) {
            Play play = Play.of(session.run());
            Play played = Play.of(before.run());
            Stateful.copy("generator", played.generator().weights(), play.generator().weights());
            Stateful.copy(
                    "discriminator",
                    played.discriminator().weights(),
                    play.discriminator().weights());
            TwoGaussians looks =
                    new TwoGaussians(law::logDensity, bench.latents(), bench.notebook(), COUNTED);
            bench.train(
                    session,
                    step -> {
                        if (step > 0) {
                            looks.look(play, reached + step);
                        }
                    });
            TwoGaussians last =
                    new TwoGaussians(
                            law::logDensity, bench.latents(), bench.notebook(), COUNTED_LAST);
            tell(
                    "After %d steps of both and %d of D against the resting generator"
                            .formatted(reached, session.run().step()),
                    last.look(play, reached + session.run().step() + 1));
            last.chart(play);
        }
    }

    private void tell(String when, TwoGaussians.Look look) {
        bench.find(
                String.format(
                        Locale.ROOT,
                        "%s: learned D lies %.4f from D* on average over the support, and %.4f over the samples.",
                        when,
                        look.gap(),
                        look.weightedGap()));
        bench.find(
                String.format(
                        Locale.ROOT,
                        "The game is worth %.4f; theory says -log 4 + 2 JS = %.4f with JS = %.4f (%.2f %% apart). At -1.3863 generated and real are alike.",
                        look.value(),
                        look.bestValue(),
                        look.jensenShannon(),
                        100 * look.valueError()));
    }

    void likelihood() {
        Mixture law = Toy2d.twoGaussians(0).mixture().orElseThrow();
        Points heldOut = LabBench.heldOut("two-gaussians", LabBench.REAL_POINTS);
        Likelihood experiment = new Likelihood(law, bench.notebook());
        Settings all = bench.game("two-gaussians", bench.steps().orElse(2000L), Map.of());
        try (Session session = bench.open(all)) {
            Play play = Play.of(session.run());
            TwoGaussians looks =
                    new TwoGaussians(law::logDensity, bench.latents(), bench.notebook(), COUNTED);
            bench.train(session, step -> looks.look(play, step));
            RawPoints raw =
                    Toy2d.twoGaussians(0).load(IntStream.range(0, LabBench.REAL_POINTS).toArray());
            GaussianMixture fitted = experiment.fit(Points.of(raw.values(), 1));
            Points made = play.generated(bench.latents(), COUNTED);
            Likelihood.Score gan = experiment.scoreSamples(made, heldOut);
            Likelihood.Score mixture = experiment.score(fitted, heldOut);
            experiment.compare(session.run().step() + 1, gan, mixture, fitted, made);
            tell("The GAN after %d steps".formatted(session.run().step()), gan);
            tell("The mixture of greatest likelihood", mixture);
            Likelihood.Identity identity = experiment.identity();
            bench.find(
                    String.format(
                            Locale.ROOT,
                            "Over models of other widths the likeliest is %.3f times as wide as the data and the one of least KL %.3f times: KL = -entropy - expected log likelihood, to within %.1e.",
                            identity.likeliest(),
                            identity.nearest(),
                            identity.largestRest()));
        }
    }

    private void tell(String who, Likelihood.Score score) {
        bench.find(
                String.format(
                        Locale.ROOT,
                        "%s: KL(data || model) %.4f, JS %.4f, W1 %.4f, mean log likelihood of held-out points %.4f nats.",
                        who,
                        score.kullbackLeibler(),
                        score.jensenShannon(),
                        score.wasserstein(),
                        score.logLikelihood()));
    }
}
