package dev.cardigan.cli;

import dev.cardigan.training.Run;
import picocli.CommandLine.Option;

/** Whether training tells where its time goes. */
final class ProfileOption {

    @Option(
            names = "--profile",
            description =
                    "Say at the end where the time of a step went, by phase, by operation and in Java, and write it to profile.json and report.html. Changes no number of the run.")
    private boolean profile;

    /** Starts the clock of a run that stands where training begins. */
    void start(Session session) {
        if (profile) {
            Run<?> run = session.run();
            run.clock().start(Math.max(0, session.settings().steps() - run.step()));
        }
    }
}
