package dev.cardigan.cli;

import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.checkpoint.StepFolder;
import dev.cardigan.config.Settings;
import dev.cardigan.data.Progress;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes on with a run from its last checkpoint, with the same bits as if it had never stopped. */
@Command(
        name = "resume",
        description = "Continue a run from its last checkpoint, bit for bit, or make it longer.")
final class ResumeCommand implements Callable<Integer> {

    /** Settings that change no bit of what was trained so far. */
    private static final Set<String> CHANGEABLE =
            Set.of("steps", "sampleEvery", "saveEvery", "logEvery", "keep", "evaluate.patience");

    @Parameters(paramLabel = "RUN", description = "Path or name of the run, or 'latest'.")
    private String name = "";

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "New length of the whole run in generator updates. Default: unchanged.")
    private Optional<Long> steps = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description =
                    "Where the data of the run is now, if it has moved; refused unless it is the same. Default: where it was.")
    private Optional<String> data = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "A setting that may change: steps, sampleEvery, saveEvery, logEvery, keep or evaluate.patience. May be repeated.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Folder of all runs. Default: ${DEFAULT-VALUE}.")
    private Path runs = Path.of("runs");

    @Mixin private ProfileOption profile = new ProfileOption();

    @Mixin private OutputOptions output = new OutputOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Screen screen = output.screen(spec.commandLine().getOut());
        Settings changes = changes();
        try (RunFolder folder = RunFolder.resume(RunFinder.find(runs, name))) {
            RunRecord record = RunRecord.in(folder);
            // The recorded number of threads: another would round sums differently.
            Settings settings =
                    record.settings()
                            .overriddenBy(
                                    Settings.ofMap(
                                            Map.of("threads", record.threads()),
                                            "run.json, threads"))
                            .overriddenBy(changes);
            NoData.refuse(
                    name,
                    settings.text("data").orElse(""),
                    "import it again with --data DATA to train it");
            requireReached(folder);
            requireDataThere(settings.text("data").orElse(""));
            try (Session session = Session.open(record.paper(), settings, Progress.SILENT)) {
                record.requireSameData(session);
                record.differences()
                        .forEach(
                                difference ->
                                        screen.say(
                                                "Valid, but maybe not identical to the last bit: "
                                                        + difference
                                                        + "."));
                TrainCommand.introduce(session, folder, screen);
                return resumed(session, folder, record.withSettingsOf(session), screen);
            }
        }
    }

    /** Before anything is written: the record would tell a length that the run is past. */
    private void requireReached(RunFolder folder) {
        long reached =
                folder.checkpoints().list().stream().mapToLong(StepFolder::step).max().orElse(0);
        Optional<String> wanted = changes().text("steps");
        if (wanted.filter(text -> text.matches("[0-9]{1,18}") && Long.parseLong(text) < reached)
                .isPresent()) {
            throw new ConfigException(
                    "--steps: expected at least %d, the step that %s has reached, found %s; leave it out, or train a new run"
                            .formatted(reached, folder.path(), wanted.get()));
        }
    }

    private void requireDataThere(String recorded) {
        Optional<Path> gone = DataPath.gone(recorded);
        if (gone.isPresent()) {
            throw new DataException(
                    "%s: expected the data of this run, found nothing there; if it has moved, say where it is now: 'cardigan resume %s --data DATA'"
                            .formatted(gone.get(), name));
        }
    }

    private int resumed(Session session, RunFolder folder, RunRecord record, Screen screen) {
        try (Training training =
                Training.of(session, folder, record, screen, (step, image) -> {})) {
            training.resume();
            profile.start(session);
            if (session.run().step() >= session.settings().steps()) {
                screen.say(
                        "All %d steps are done; make the run longer with --steps %d."
                                .formatted(
                                        session.settings().steps(),
                                        2 * Math.max(1, session.run().step())));
            }
            return training.train();
        }
    }

    private Settings changes() {
        for (String assignment : assignments) {
            String key = assignment.split("=", 2)[0].strip();
            if (!CHANGEABLE.contains(key)) {
                throw new ConfigException(
                        "--set %s: a run that goes on can change %s only, found '%s'; train a new run for other settings"
                                .formatted(key, String.join(", ", new TreeSet<>(CHANGEABLE)), key));
            }
        }
        Map<String, Object> named = new LinkedHashMap<>();
        steps.ifPresent(value -> named.put("steps", value));
        data.ifPresent(value -> named.put("data", DataPath.located(value)));
        return Settings.ofAssignments(assignments).overriddenBy(Settings.ofMap(named, "options"));
    }
}
