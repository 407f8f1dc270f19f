package dev.cardigan.cli;

import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.error.CardiganException;
import dev.cardigan.error.StorageException;
import dev.cardigan.report.HumanUnits;
import dev.cardigan.report.Report;
import dev.cardigan.report.SampleFile;
import dev.cardigan.report.TimeLapse;
import dev.cardigan.training.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is left of training when it ends: the report, the time-lapse, and what to do next. */
final class Outcome {

    private static final int FRAMES = 120;

    private final Session session;
    private final RunFolder folder;
    private final Screen screen;
    private final long started = System.nanoTime();
    private final long startedSeen;

    Outcome(Session session, RunFolder folder, Screen screen) {
        this.session = session;
        this.folder = folder;
        this.screen = screen;
        this.startedSeen = session.run().seen();
    }

    /**
     * Writes report and time-lapse, and says where everything is.
     *
     * @param interrupted whether a signal ended training before its last step
     */
    void tell(boolean interrupted) {
        Run<?> run = session.run();
        Optional<ProfileOutput> profile = run.clock().profile().map(ProfileOutput::new);
        profile.ifPresent(present -> present.write(folder));
        Path report = writeReport();
        screen.say(sentence(run, interrupted));
        screen.say("  pictures     " + folder.samples());
        if (!SampleFile.in(folder.samples()).isEmpty()) {
            screen.say("  time-lapse   " + timeLapse());
        }
        screen.say("  report       " + report);
        profile.ifPresent(
                present -> {
                    screen.say("  profile      " + folder.path().resolve(ProfileOutput.FILE));
                    screen.say(present.text());
                    screen.event("profile", present.tree());
                });
        screen.event(
                interrupted ? "interrupted" : "done",
                Map.of(
                        "step",
                        run.step(),
                        "run",
                        folder.path().toString(),
                        "report",
                        report.toString(),
                        "resume",
                        resumeCommand(interrupted)));
        if (interrupted) {
            screen.conclude("Continue with: " + resumeCommand(true));
            return;
        }
        screen.say("Next:");
        commands(false).forEach(command -> screen.say("  " + command));
    }

    /**
     * Says what is safe after something went wrong; the failure itself is told by who catches it.
     */
    void tellOfFailure(long savedStep, CardiganException failure) {
        if (!(failure instanceof StorageException)) {
            try {
                writeReport();
            } catch (CardiganException another) {
                failure.addSuppressed(another);
            }
        }
        if (session.run().step() == 0) {
            screen.conclude("Training failed in its first step.");
            return;
        }
        String saved =
                savedStep < 0
                        ? "No checkpoint was saved."
                        : "The checkpoint of step %s is kept. Continue with: %s"
                                .formatted(HumanUnits.count(savedStep), resumeCommand(true));
        screen.conclude("Training stopped at step " + session.run().step() + ". " + saved);
    }

    private String sentence(Run<?> run, boolean interrupted) {
        double seconds = (System.nanoTime() - started) / 1e9;
        long seen = run.seen() - Math.min(startedSeen, run.seen());
        return "%s %s of %s steps, %s at %s img/s. Everything is in %s:"
                .formatted(
                        interrupted ? "Stopped and saved:" : "Done:",
                        HumanUnits.count(run.step()),
                        HumanUnits.count(run.plan().steps()),
                        HumanUnits.duration(seconds),
                        HumanUnits.number(seen / seconds),
                        folder.path());
    }

    private Path writeReport() {
        Report report =
                Report.of(folder.path())
                        .withCommands(commands(session.run().step() < session.run().plan().steps()))
                        .withVerdicts(DoctorLog.in(folder).inWords())
                        .withVersions(
                                List.of(
                                        "Cardigan " + Version.cardigan(),
                                        "libtorch " + Version.libtorch(),
                                        "Java " + System.getProperty("java.version")))
                        .withProfile(
                                session.run()
                                        .clock()
                                        .profile()
                                        .map(profile -> new ProfileOutput(profile).text()));
        if (SampleFile.in(folder.samples()).isEmpty()) {
            return report.write();
        }
        TimeLapse.of(folder.samples()).withFrames(FRAMES).writeApng(timeLapse());
        return report.withTimeLapse(timeLapse()).write();
    }

    private Path timeLapse() {
        return folder.path().resolve("time-lapse.png");
    }

    private List<String> commands(boolean unfinished) {
        return List.of(
                NextCommand.of(session.model().recipe(), folder.path()),
                resumeCommand(unfinished),
                "cardigan doctor " + NextCommand.quoted(folder.path()));
    }

    private String resumeCommand(boolean unfinished) {
        String command = "cardigan resume " + NextCommand.quoted(folder.path());
        long steps = Math.max(1, session.run().plan().steps());
        return unfinished ? command : command + " --steps " + 2 * steps;
    }
}
