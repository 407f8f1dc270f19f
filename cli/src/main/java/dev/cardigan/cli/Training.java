package dev.cardigan.cli;

import dev.cardigan.checkpoint.Retention;
import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.error.CardiganException;
import dev.cardigan.error.StorageException;
import dev.cardigan.evaluation.Evaluator;
import dev.cardigan.evaluation.Measure;
import dev.cardigan.evaluation.Measures;
import dev.cardigan.report.HumanUnits;
import dev.cardigan.training.Equilibrium;
import dev.cardigan.training.EquilibriumRules;
import dev.cardigan.training.Hook;
import dev.cardigan.training.Interval;
import dev.cardigan.training.Run;
import dev.cardigan.training.Saver;
import dev.cardigan.training.Trainer;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** A session being trained into its run folder, from its start or from its last checkpoint. */
final class Training implements AutoCloseable {

    private final Session session;
    private final RunFolder folder;
    private final Screen screen;
    private final Saver saver;
    private final Watch watch;
    private final Recorder recorder;
    private final Painter painter;
    private final List<Hook> more = new ArrayList<>();
    private final Outcome outcome;
    private final Optional<Equilibrium> equilibrium;
    private final Optional<Evaluator> evaluator;
    private long savedStep = -1;

    private Training(
            Session session,
            RunFolder folder,
            RunRecord record,
            Screen screen,
            BiConsumer<Long, BufferedImage> onPainted) {
        RunSettings settings = session.settings();
        this.session = session;
        this.folder = folder;
        this.screen = screen;
        this.saver =
                new Saver(
                        folder.checkpoints(),
                        retention(settings),
                        settings.saveEvery(),
                        this::saved);
        saver.requireSpace(session.run());
        this.evaluator = session.evaluator(screen);
        record.write(folder);
        Logging.into(folder.log());
        this.watch = Watch.over(session, folder, screen, this::goBackTo);
        this.recorder = Recorder.in(folder, session, screen, watch);
        this.painter =
                new Painter(
                        session,
                        folder,
                        record.settingsTree(),
                        (step, image) -> {
                            screen.event(
                                    "sample",
                                    Map.of("step", step, "file", folder.sample(step).toString()));
                            onPainted.accept(step, image);
                        });
        this.outcome = new Outcome(session, folder, screen);
        this.equilibrium =
                settings.stopAtEquilibrium()
                        ? Optional.of(Rest.watching(session, EquilibriumRules.STANDARD))
                        : Optional.empty();
    }

    /**
     * Prepares training; the folder's record is written.
     *
     * @param onPainted told the step and the picture of every sample
     * @throws StorageException if the folder cannot be written or three checkpoints would not fit
     */
    static Training of(
            Session session,
            RunFolder folder,
            RunRecord record,
            Screen screen,
            BiConsumer<Long, BufferedImage> onPainted) {
        return new Training(session, folder, record, screen, onPainted);
    }

    /** Runs this after every step, before all else. */
    Training beside(Hook hook) {
        more.add(hook);
        return this;
    }

    private static Retention retention(RunSettings settings) {
        Retention newest = Retention.keep(settings.keep());
        Evaluation evaluate = settings.evaluate();
        if (!evaluate.isOn()) {
            return newest;
        }
        Measure deciding = Measures.named(evaluate.metric()).get(0);
        return newest.withBest(
                "/scores/" + deciding.name(),
                deciding.lowerIsBetter()
                        ? Retention.Direction.LOWER_IS_BETTER
                        : Retention.Direction.HIGHER_IS_BETTER);
    }

    private void saved(long step) {
        savedStep = step;
        screen.event("checkpoint", Map.of("step", step));
    }

    /** Goes to the newest sound checkpoint; without one the run begins again. */
    void resume() {
        Run<?> run = session.run();
        boolean found = saver.resume(run).isPresent();
        savedStep = found ? run.step() : -1;
        recorder.goBackTo(run);
        painter.goBackTo(run);
        evaluator.ifPresent(measured -> measured.remember(recorder.scores(measured.deciding())));
        screen.say(
                found
                        ? "Continuing at step " + HumanUnits.count(run.step()) + "."
                        : "This run ended before its first checkpoint; it begins again.");
    }

    /**
     * Trains to the end, or until a signal comes.
     *
     * @return the exit code: 0, or that of the signal
     * @throws CardiganException whatever ended training; the last checkpoint is kept
     */
    int train() {
        Run<?> run = session.run();
        try (Interruption interruption = Interruption.listen()) {
            BooleanSupplier stop = () -> interruption.came() || atRest() || plateau().isPresent();
            new Trainer(hooks(), this::goBack, stop).train(run);
            tellOfRest(run);
            boolean complete = run.step() >= run.plan().steps() || atRest();
            if (complete) {
                painter.paint(run);
                recorder.finish(run);
            }
            saveLast(run);
            plateau().ifPresent(reason -> screen.say("Stopped early: " + reason + "."));
            evaluator.ifPresent(measured -> BestKept.tell(measured, screen));
            OptionalInt signal = complete ? OptionalInt.empty() : interruption.code();
            outcome.tell(signal.isPresent());
            return signal.orElse(0);
        } catch (CardiganException failure) {
            outcome.tellOfFailure(savedStep, failure);
            throw failure;
        }
    }

    private boolean atRest() {
        return equilibrium.filter(Equilibrium::reached).isPresent();
    }

    private void tellOfRest(Run<?> run) {
        equilibrium.ifPresent(
                watched -> {
                    EquilibriumRules.Verdict verdict = watched.verdict();
                    String what =
                            switch (verdict.state()) {
                                case AT_REST -> "The game is at rest";
                                case PLAYING -> "The game is not at rest";
                                case COLLAPSED -> "The game is not at rest but collapsed";
                                case DEAD -> "The game is not at rest but dead";
                            };
                    screen.conclude(
                            "%s at step %s: %s."
                                    .formatted(
                                            what, HumanUnits.count(run.step()), verdict.reason()));
                    screen.event(
                            "equilibrium",
                            Map.of(
                                    "step", run.step(),
                                    "state", verdict.state().name(),
                                    "reason", verdict.reason()));
                });
    }

    private List<Hook> hooks() {
        Hook forced = new Interval(session.settings().saveEvery(), unused -> recorder.force());
        List<Hook> hooks = new ArrayList<>(more);
        equilibrium.ifPresent(hooks::add); // looks at the log before the recorder drains it
        evaluator.ifPresent(hooks::add); // before the recorder, whose line has the scores
        Spared spared = new Spared(screen);
        hooks.addAll(
                List.of(
                        watch,
                        spared.of(recorder),
                        spared.of(painter),
                        new Display(screen),
                        spared.of(forced),
                        saver));
        evaluator.ifPresent(measured -> hooks.add(new BestKept(measured, saver, screen)));
        return hooks;
    }

    private Optional<String> plateau() {
        return evaluator.flatMap(Evaluator::plateau);
    }

    private void goBack(Run<?> run, String reason) {
        saver.goBack(run, reason);
        forgetWhatFollowed(run);
        screen.say(
                "Went back to step %s and goes on with the data in another order: %s."
                        .formatted(HumanUnits.count(run.step()), reason));
        screen.event("rollback", Map.of("step", run.step(), "reason", reason));
        watch.notFinite(run, reason);
    }

    private void forgetWhatFollowed(Run<?> run) {
        recorder.goBackTo(run);
        painter.goBackTo(run);
        evaluator.ifPresent(measured -> measured.goBackTo(run));
    }

    /** The doctor's way back: empty where no checkpoint is that old. */
    private OptionalLong goBackTo(Run<?> run, long step, String reason) {
        OptionalLong found = saver.goBackTo(run, step);
        if (found.isPresent()) {
            forgetWhatFollowed(run);
            screen.event("rollback", Map.of("step", run.step(), "reason", reason));
        }
        return found;
    }

    private void saveLast(Run<?> run) {
        recorder.force();
        saver.save(run);
        if (savedStep != run.step()) {
            throw new StorageException(
                    "%s: the state of step %d could not be saved; step %d is the last checkpoint; free some space and resume"
                            .formatted(folder.path(), run.step(), savedStep));
        }
    }

    @Override
    public void close() {
        watch.close();
        equilibrium.ifPresent(Equilibrium::close);
        evaluator.ifPresent(Evaluator::close);
        painter.close();
        recorder.close();
    }
}
