package dev.cardigan.cli;

import dev.cardigan.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The settings of a run as options; each is short for a {@code --set}. */
final class TrainOptions {

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description =
                    "Folder, zip or IDX file of pictures, a set to download by name (mnist), or builtin:digits, builtin:ring8, ...; for pairs FIRST,SECOND, or one folder or zip with two folders in it. Default: builtin:digits.")
    private Optional<String> data = Optional.empty();

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "Side of the square pictures. Default: guessed from the data.")
    private Optional<Integer> size = Optional.empty();

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Length of the run in generator updates. Default: 5000.")
    private Optional<Long> steps = Optional.empty();

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Samples per batch. Default: 64; 1 for pairs, 16 for crops.")
    private Optional<Integer> batch = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Everything random comes from it. Default: 1.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--precision",
            paramLabel = "fp32|bf16",
            description = "Precision of forward passes. Default: fp32.")
    private Optional<String> precision = Optional.empty();

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "cpu, cuda, cuda:N or mps. Default: cpu.")
    private Optional<String> device = Optional.empty();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads of the engine, 256 at most; 0 measures which number suits. Default: 0.")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--sample-every",
            paramLabel = "STEPS",
            description = "Steps between pictures of samples. Default: 250.")
    private Optional<Long> sampleEvery = Optional.empty();

    @Option(
            names = "--save-every",
            paramLabel = "STEPS",
            description = "Steps between checkpoints. Default: 500.")
    private Optional<Long> saveEvery = Optional.empty();

    @Option(
            names = "--log-every",
            paramLabel = "STEPS",
            description = "Steps between lines of metrics.jsonl. Default: 50.")
    private Optional<Long> logEvery = Optional.empty();

    @Option(
            names = "--doctor",
            paramLabel = "off|watch|act",
            description =
                    "Let a doctor name what goes wrong (watch), or treat it as well (act). Default: watch.")
    private Optional<String> doctor = Optional.empty();

    @Option(
            names = "--stop-at-equilibrium",
            description =
                    "End by itself once the game is at rest, and say why: D right about half the time, samples as near to real ones as these to each other, as diverse, and calm.")
    private boolean stopAtEquilibrium;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML file of settings; weaker than --set and the options above.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "One setting, such as critic.adam.learningRate=1e-4; 'cardigan papers PAPER' lists them. May be repeated.")
    private List<String> assignments = new ArrayList<>();

    /** Weak to strong: environment, file, {@code --set}, options. */
    Settings settings(Map<String, String> environment) {
        Map<String, Object> named = new LinkedHashMap<>();
        data.ifPresent(value -> named.put("data", value));
        size.ifPresent(value -> named.put("size", value));
        steps.ifPresent(value -> named.put("steps", value));
        batch.ifPresent(value -> named.put("batch", value));
        seed.ifPresent(value -> named.put("seed", value));
        precision.ifPresent(value -> named.put("precision", value));
        device.ifPresent(value -> named.put("device", value));
        threads.ifPresent(value -> named.put("threads", value));
        sampleEvery.ifPresent(value -> named.put("sampleEvery", value));
        saveEvery.ifPresent(value -> named.put("saveEvery", value));
        logEvery.ifPresent(value -> named.put("logEvery", value));
        doctor.ifPresent(value -> named.put("doctor", value));
        if (stopAtEquilibrium) {
            named.put("stopAtEquilibrium", true);
        }
        return Settings.ofEnvironment(environment)
                .overriddenBy(config.map(Settings::from).orElseGet(Settings::none))
                .overriddenBy(Settings.ofAssignments(assignments))
                .overriddenBy(Settings.ofMap(named, "options"));
    }
}
