package dev.cardigan.cli;

import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.Resting;
import dev.cardigan.config.Settings;
import dev.cardigan.data.Progress;
import dev.cardigan.data.RawPoints;
import dev.cardigan.data.Toy2d;
import dev.cardigan.lab.Notebook;
import dev.cardigan.lab.Objectives;
import dev.cardigan.lab.PlaneGame;
import dev.cardigan.lab.Play;
import dev.cardigan.metric.ModeCoverage;
import dev.cardigan.metric.Points;
import dev.cardigan.optim.Schedule;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.training.Hook;
import dev.cardigan.training.Rescue;
import dev.cardigan.training.Trainer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Sets the experiments of the lab up, from settings to their findings.
 *
 * @param settings from an experiment's own settings to those with the user's over them
 * @param paper which game is played
 * @param steps as asked for
 * @param stopped asked before every step
 */
record LabBench(
        Function<Map<String, Object>, Settings> settings,
        String paper,
        Optional<Long> steps,
        long seed,
        Notebook notebook,
        Screen screen,
        BooleanSupplier stopped) {

    static final List<String> EXPERIMENTS =
            List.of(
                    "two-gaussians",
                    "ring8",
                    "grid25",
                    "swissroll",
                    "objectives",
                    "likelihood",
                    "equilibrium");

    private static final int LOOKS = 24;
    static final int REAL_POINTS = 2500;

    void run(String experiment, long hold, int seeds) {
        switch (experiment) {
            case "two-gaussians" -> new LabLine(this).twoGaussians(hold);
            case "objectives" -> objectives();
            case "likelihood" -> new LabLine(this).likelihood();
            case "equilibrium" -> new LabEquilibrium(this).run(seeds);
            default -> plane(experiment);
        }
    }

    /** Says a finding and writes it down. */
    void find(String sentence) {
        notebook.find(sentence);
        screen.conclude(sentence);
    }

    /** A game on toy data with what suits it; one thread, because the networks are small. */
    Settings game(String data, long length, Map<String, Object> more) {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("data", "builtin:" + data);
        own.put("steps", length);
        own.put("batch", 128);
        own.put("seed", seed);
        own.put("threads", 1);
        own.putAll(more);
        return settings.apply(own);
    }

    Session open(Settings all) {
        return Session.open(paper, all, Progress.SILENT);
    }

    /** The same for players who do not get the data as it is. */
    Session open(Settings all, Tampering tampering) {
        return Session.open(paper, all, tampering);
    }

    static Points heldOut(String data, int count) {
        RawPoints raw = Rest.heldOut(Toy2d.of(data, 0)).load(IntStream.range(0, count).toArray());
        return Points.of(raw.values(), raw.dimensions());
    }

    RandomStream latents() {
        return new Randomness(seed).stream("evaluation");
    }

    /** Trains with a look at the start, now and then, and at the end, wherever that is. */
    void train(Session session, Consumer<Long> look) {
        long length = session.run().plan().steps();
        long every = Math.max(1, length / LOOKS);
        AtomicLong looked = new AtomicLong(-1);
        Hook looking =
                run -> {
                    if (run.step() % every == 0 || run.step() == length) {
                        Scope.run(() -> look.accept(run.step()));
                        looked.set(run.step());
                    }
                };
        new Trainer(List.of(looking), Rescue.NONE, stopped).train(session.run());
        long reached = session.run().step();
        if (reached < length) {
            // Else the last look, which may be that before the first step, would be told as the
            // end.
            if (looked.get() != reached) {
                Scope.run(() -> look.accept(reached));
            }
            find(stoppedEarly(reached, length));
        }
    }

    static String stoppedEarly(long reached, long length) {
        return "Stopped early, after %d of %d steps: what follows is of the game as it was then. Experiments are not resumed; start it again for all of it."
                .formatted(reached, length);
    }

    static Session.Change resting(Schedule schedule) {
        return new Session.Change() {
            @Override
            public <B> Gan<B> of(Gan<B> gan) {
                return new Resting<>(gan, "generator", schedule);
            }
        };
    }

    private void plane(String data) {
        Toy2d set = Toy2d.of(data, 0);
        Settings all = game(data, steps.orElse(2500L), Map.of());
        try (Session session = open(all)) {
            Play play = Play.of(session.run());
            PlaneGame plane =
                    new PlaneGame(heldOut(data, REAL_POINTS), set.mixture(), latents(), notebook);
            List<PlaneGame.Look> last = new ArrayList<>();
            train(session, step -> last.add(plane.look(play, step)));
            PlaneGame.Look end = last.get(last.size() - 1);
            find(
                    String.format(
                            Locale.ROOT,
                            "After %d steps of %s: D is right on %.0f %% of real and %.0f %% of generated points, JS %.3f of at most 0.693 (counted in cells), W1 %.3f.",
                            session.run().step(),
                            paper,
                            100 * end.accuracyReal(),
                            100 * end.accuracyFake(),
                            end.jensenShannon(),
                            end.wasserstein()));
            end.coverage().ifPresent(this::tellOfModes);
        }
    }

    private void tellOfModes(ModeCoverage found) {
        find(
                String.format(
                        Locale.ROOT,
                        "%d of %d modes are covered, %.0f %% of the points lie within three deviations of one, reverse KL %.3f.",
                        found.modes(),
                        found.counts().size(),
                        100 * found.highQualityShare(),
                        found.reverseKullbackLeibler()));
    }

    private void objectives() {
        Settings all = game("ring8", steps.orElse(1500L), Map.of());
        try (Session session =
                Session.open(paper, all, Progress.SILENT, resting(Schedule.constant()))) {
            Play play = Play.of(session.run());
            Objectives objectives = new Objectives(latents(), notebook);
            List<Objectives.Look> looks = new ArrayList<>();
            train(session, step -> looks.add(objectives.look(play, step)));
            Objectives.Look first = looks.get(0);
            Objectives.Look last = looks.get(looks.size() - 1);
            find(
                    String.format(
                            Locale.ROOT,
                            "While D grew sure against a resting generator, mean D(G(z)) fell from %.2f to %.1e; the gradient of log(1 - D) went from %.2g to %.2g, that of -log D from %.2g to %.2g.",
                            first.sureness(),
                            last.sureness(),
                            first.saturating(),
                            last.saturating(),
                            first.improved(),
                            last.improved()));
            objectives.chart();
        }
    }
}
