package dev.cardigan.cli;

import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.config.Settings;
import dev.cardigan.data.Progress;
import dev.cardigan.report.TerminalPicture;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows a GAN learning digits from nothing within minutes, without any download. */
@Command(
        name = "demo",
        description = "Watch a GAN learn to write digits, in about two minutes and offline.")
final class DemoCommand implements Callable<Integer> {

    private static final String PAPER = "dcgan";

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Length of the demo in generator updates. Default: 1300.")
    private Optional<Long> steps = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Everything random comes from it. Default: 1.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Folder of all runs. Default: ${DEFAULT-VALUE}.")
    private Path runs = Path.of("runs");

    @Mixin private OutputOptions output = new OutputOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    /**
     * A narrow DCGAN in a hurry: three eighths of the paper's channels and higher learning rates
     * write readable digits after 1,200 steps, in 67 s on two busy cores.
     */
    private Settings settings() {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("data", Session.DEFAULT_DATA);
        own.put("size", 32);
        own.put("batch", 32);
        own.put("width", 24);
        own.put("generator", rate(4e-4));
        own.put("discriminator", rate(3e-4));
        own.put("steps", steps.orElse(1300L));
        own.put("samples", 42);
        own.put("sampleEvery", 50);
        own.put("saveEvery", 500);
        own.put("logEvery", 20);
        seed.ifPresent(value -> own.put("seed", value));
        return Settings.ofMap(own, "demo");
    }

    private static Map<String, Object> rate(double learningRate) {
        return Map.of("adam", Map.of("learningRate", learningRate));
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Screen screen = output.screen(out);
        screen.say("A generator learns to draw digits it has never been shown how to draw.");
        screen.say("It only hears how well it fools a second network that sees real ones.");
        try (Session session = Session.open(PAPER, settings(), Progress.SILENT);
                RunFolder folder = RunFolder.createUnique(runs, "demo")) {
            return new FirstStep(session, folder, screen)
                    .guarding(() -> trained(session, folder, screen));
        }
    }

    private static int trained(Session session, RunFolder folder, Screen screen) {
        TrainCommand.introduce(session, folder, screen);
        Gallery gallery = new Gallery(screen, session.settings());
        RunRecord record = RunRecord.of(session);
        try (Training training = Training.of(session, folder, record, screen, gallery::show)) {
            return training.train();
        }
    }

    /** Some of the pictures, in the terminal: all of them would scroll the best ones away. */
    private record Gallery(Screen screen, RunSettings settings) {

        private static final int COLUMNS = 76;
        private static final int SHOWN = 5;

        void show(long step, BufferedImage image) {
            long between = Math.max(1, settings.steps() / (SHOWN - 1));
            long sinceShown = step % between;
            boolean isDue = sinceShown < settings.sampleEvery() || step == settings.steps();
            if (!screen.isForPeople() || !isDue) {
                return;
            }
            screen.say(step == 0 ? "Before the first step:" : "After " + step + " steps:");
            TerminalPicture picture = TerminalPicture.of(image);
            String text =
                    screen.mode() == Screen.Mode.LIVE
                            ? picture.inColour(COLUMNS)
                            : picture.inAscii(COLUMNS);
            text.lines().forEach(screen::say);
        }
    }
}
