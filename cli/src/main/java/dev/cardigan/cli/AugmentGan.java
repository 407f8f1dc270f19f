package dev.cardigan.cli;

import dev.cardigan.checkpoint.Retention;
import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.config.Json;
import dev.cardigan.error.CardiganException;
import dev.cardigan.error.ConfigException;
import dev.cardigan.report.HumanUnits;
import dev.cardigan.training.Rescue;
import dev.cardigan.training.Run;
import dev.cardigan.training.Saver;
import dev.cardigan.training.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The GAN of one experiment in its folder. Nearly all of a study's time goes into these, so one of
 * a study that was interrupted is taken up where it was saved; classifiers are trained anew.
 */
record AugmentGan(Session session, RunFolder folder, Screen screen) implements AutoCloseable {

    /**
     * @throws ConfigException if there is one that was begun with other settings
     */
    static AugmentGan in(Path runs, String name, Session session, Screen screen) {
        Path place = runs.resolve(name);
        boolean isBegun = RunFinder.isRun(place);
        RunFolder folder = isBegun ? RunFolder.resume(place) : RunFolder.create(runs, name);
        try {
            if (isBegun) {
                requireSame(RunRecord.in(folder), session, place);
            } else {
                RunRecord.of(session).write(folder);
            }
        } catch (CardiganException failure) {
            folder.close();
            throw failure;
        }
        return new AugmentGan(session, folder, screen);
    }

    private static void requireSame(RunRecord begun, Session session, Path place) {
        begun.requireSameData(session);
        if (!plain(begun).equals(plain(RunRecord.of(session)))) {
            throw new ConfigException(
                    "--out: expected a new or empty folder, or this study interrupted; found a GAN of other settings in %s; choose another"
                            .formatted(place));
        }
    }

    /** As it stands on the disk, where numbers have no types. */
    private static Map<String, Object> plain(RunRecord record) {
        return Json.parse(Json.writeString(record.settingsTree()), "settings");
    }

    /** Trains to the end of the plan, saving now and then. */
    void train() {
        Run<?> run = session.run();
        Saver saver =
                new Saver(
                        folder.checkpoints(),
                        Retention.keep(2),
                        session.settings().saveEvery(),
                        step -> {});
        if (saver.resume(run).isPresent() && run.step() > 0) {
            screen.say("  the GAN goes on from step " + HumanUnits.count(run.step()));
        }
        new Trainer(List.of(new Display(screen), saver), Rescue.NONE, () -> false).train(run);
        saver.save(run);
    }

    @Override
    public void close() {
        folder.close();
    }
}
