package dev.cardigan.cli;

import dev.cardigan.checkpoint.Retention;
import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.config.Settings;
import dev.cardigan.data.DataReport;
import dev.cardigan.data.Intake;
import dev.cardigan.data.Progress;
import dev.cardigan.report.HumanUnits;
import dev.cardigan.training.Saver;
import dev.cardigan.zoo.Zoo;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a paper on some data into a new run folder. */
@Command(
        name = "train",
        description = "Train a paper on your data.",
        footer = {
            "",
            "Few pictures? Begin with the weights of a run that is trained: --from RUN --data NEW, with --set freeze=3 and --set augment.ada.target=0.6; with --size twice its side, layers that exist are taken and the others are new.",
            "Samples all alike? Most papers take cures, dcgan all of them: --set cures.packing=2, cures.unrolled.steps=5, cures.minibatchDiscrimination=true, ...; 'cardigan papers PAPER' lists them all.",
            "Ctrl-C (or SIGTERM) finishes the step, saves, and prints the command that goes on from there."
        })
final class TrainCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "PAPER",
            arity = "0..1",
            description =
                    "What to train; 'cardigan papers' lists them. Default: the model of --config or --set, else the paper of the run behind --from, else r3gan for pictures and gan for points.")
    private Optional<String> named = Optional.empty();

    @Mixin private TrainOptions options = new TrainOptions();

    @Mixin private OutputOptions output = new OutputOptions();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of the run. Default: the paper and a number, dcgan-001.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Folder of all runs. Default: ${DEFAULT-VALUE}.")
    private Path runs = Path.of("runs");

    @Option(
            names = "--from",
            paramLabel = "RUN",
            description =
                    "Begin at step 0 with the weights and averages of another run, trained or imported, and with its model, data and size where no option says otherwise. Default: random weights.")
    private Optional<String> from = Optional.empty();

    @Option(
            names = "--dry-run",
            description =
                    "Take a few real steps, say what a run would be, need and last, and leave nothing behind.")
    private boolean dryRun;

    @Mixin private ProfileOption profile = new ProfileOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Screen screen = output.screen(spec.commandLine().getOut());
        Settings own = options.settings(System.getenv());
        // Single settings of a model may stand there without its name.
        Optional<String> wanted =
                named.or(() -> own.chosen("model").filter(it -> Zoo.find(it).isPresent()));
        Optional<Predecessor> predecessor = from.map(other -> Predecessor.of(runs, other, wanted));
        Settings settings =
                predecessor.map(Predecessor::settings).orElseGet(Settings::none).overriddenBy(own);
        String paper = paper(wanted, predecessor, settings, screen);
        if (settings.text("data").isEmpty()) {
            screen.say("No --data given: training on " + Session.DEFAULT_DATA + ".");
        }
        try (Session session = Session.open(paper, settings, Progress.SILENT)) {
            predecessor.ifPresent(other -> begin(other, session, screen));
            if (dryRun) {
                new DryRun(session, screen).tell();
                return 0;
            }
            try (RunFolder folder = RunFinder.begun(runs, name, paper)) {
                return new FirstStep(session, folder, screen)
                        .guarding(() -> trained(predecessor, session, folder, screen));
            }
        }
    }

    private int trained(
            Optional<Predecessor> predecessor, Session session, RunFolder folder, Screen screen) {
        introduce(session, folder, screen);
        profile.start(session);
        RunRecord record = recorded(predecessor, session, folder);
        try (Training training =
                Training.of(session, folder, record, screen, (step, image) -> {})) {
            return training.train();
        }
    }

    private static String paper(
            Optional<String> wanted,
            Optional<Predecessor> predecessor,
            Settings settings,
            Screen screen) {
        if (wanted.isPresent()) {
            return DefaultPaper.unlessData(wanted.get());
        }
        if (predecessor.isPresent()) {
            return predecessor.get().run().paper();
        }
        String chosen = DefaultPaper.on(settings.text("data").orElse(Session.DEFAULT_DATA));
        screen.say("No PAPER given: training " + chosen + "; 'cardigan papers' lists others.");
        return chosen;
    }

    private static void begin(Predecessor other, Session session, Screen screen) {
        Handover.Result result = Handover.of(other, session);
        screen.say(
                "Begins with %s at step %s: %d of %d weights taken, optimizers fresh."
                        .formatted(
                                other.run().folder().path(),
                                HumanUnits.count(other.checkpoint().step()),
                                result.taken(),
                                result.taken() + result.fresh().size()));
        tell("New, as they do not exist there: ", result.fresh(), screen);
        tell("Not used of it: ", result.left(), screen);
        screen.event(
                "handover",
                Map.of(
                        "from",
                        other.record(),
                        "taken",
                        result.taken(),
                        "fresh",
                        result.fresh(),
                        "left",
                        result.left()));
    }

    private static void tell(String what, List<String> names, Screen screen) {
        if (!names.isEmpty()) {
            screen.say(what + String.join(", ", Handover.Result.layers(names)) + ".");
        }
    }

    /** With a checkpoint of step 0 where weights came from elsewhere: a resume must find them. */
    private static RunRecord recorded(
            Optional<Predecessor> predecessor, Session session, RunFolder folder) {
        RunRecord record = RunRecord.of(session);
        if (predecessor.isEmpty()) {
            return record;
        }
        RunRecord longer = record.begunFrom(predecessor.get().record());
        longer.write(folder);
        new Saver(folder.checkpoints(), Retention.keep(2), 1, step -> {}).save(session.run());
        return longer;
    }

    /** Crops and translations are learned from fewer, and augmentation is the remedy. */
    private static Optional<String> fewPictures(Session session) {
        Intake.Kind kind = session.model().recipe().intake().kind();
        boolean whole = kind == Intake.Kind.SAMPLES || kind == Intake.Kind.LABELLED;
        boolean remedied = !session.settings().augment().equals(AugmentSettings.OFF);
        return whole && session.model().shape().isPicture() && !remedied
                ? DataReport.tooFew(session.source().set().size())
                : Optional.empty();
    }

    static void introduce(Session session, RunFolder folder, Screen screen) {
        session.decisions().forEach(screen::say);
        fewPictures(session).ifPresent(screen::say);
        screen.say(
                "%s on %s: %s samples of %s, %s parameters, %s steps of %d, %d %s. Run: %s"
                        .formatted(
                                session.paper(),
                                session.source().set().name(),
                                HumanUnits.count(session.source().set().size()),
                                session.model().shape(),
                                HumanUnits.count(session.run().gan().size()),
                                HumanUnits.count(session.settings().steps()),
                                session.settings().batch(),
                                session.threads(),
                                session.threads() == 1 ? "thread" : "threads",
                                folder.path()));
        screen.event(
                "started",
                Map.of(
                        "run",
                        folder.path().toString(),
                        "paper",
                        session.paper(),
                        "steps",
                        session.settings().steps(),
                        "decisions",
                        List.copyOf(session.decisions())));
    }
}
