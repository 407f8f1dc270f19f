package dev.cardigan.cli;

import dev.cardigan.checkpoint.Checkpoint;
import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.config.Json;
import dev.cardigan.config.Nearest;
import dev.cardigan.config.Settings;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.StorageException;
import dev.cardigan.training.Saver;
import dev.cardigan.zoo.Recipe;
import dev.cardigan.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run as its folder tells it, opened for reading and without its data: what it takes to draw from
 * it.
 *
 * @param classes names of the classes of its data, in label order
 * @param threads the engine computed with; 0 when the record does not say
 */
record SavedRun(RunFolder folder, Model<?, ?> model, List<String> classes, int threads) {

    private static final Path RUNS = Path.of("runs");

    /**
     * The run a user means: a folder, the name of one in {@code runs/}, or {@code latest}.
     *
     * @throws ConfigException when there is none, naming the nearest there is
     */
    static SavedRun named(String text) {
        return in(find(text, RUNS));
    }

    /**
     * @throws ConfigException when the folder is no run or of a paper that this version lacks
     * @throws CheckpointException when its record is damaged
     */
    static SavedRun in(Path path) {
        RunFolder folder = RunFolder.open(path);
        ObjectNode record = folder.readRecord();
        JsonNode data = record.path("data");
        SampleShape shape = shape(folder, data.path("shape"));
        List<String> classes = new ArrayList<>();
        data.path("classes").forEach(name -> classes.add(name.asString()));
        Settings settings = settings(folder, record.path("settings"));
        String model = paper(folder, record.path("settings").path("model"));
        String paper = record.path("paper").asString(model);
        Recipe<?, ?> recipe =
                Zoo.find(paper)
                        .orElseThrow(
                                () ->
                                        new ConfigException(
                                                "%s: a run of '%s', which this version of Cardigan does not know; 'cardigan papers' lists what it knows"
                                                        .formatted(path, paper)));
        // A recipe that takes no classes was made without them, and its weights show it.
        Recipe.Sample sample = new Recipe.Sample(shape, classes.size());
        Model<?, ?> built = Model.of(recipe, sample, settings.text("data").orElse(""), settings);
        return new SavedRun(folder, built, List.copyOf(classes), record.path("threads").asInt(0));
    }

    /** The name of its folder. */
    String name() {
        return String.valueOf(folder.path().toAbsolutePath().normalize().getFileName());
    }

    /** Fingerprint of the data it is trained on; empty where the record does not say. */
    String dataFingerprint() {
        return folder.readRecord().path("data").path("fingerprint").asString("");
    }

    String paper() {
        return model.recipe().name();
    }

    /**
     * The newest checkpoint of which every byte is right, or the one of a step.
     *
     * @throws CheckpointException when there is none
     */
    Checkpoint checkpoint(OptionalLong step) {
        return step.isPresent()
                ? folder.checkpoints().load(step.getAsLong())
                : Saver.newest(folder.checkpoints());
    }

    static Path find(String text, Path runs) {
        if (text.equals("latest")) {
            return latest(runs);
        }
        Path given = Path.of(text);
        if (Files.isDirectory(given)) {
            return given;
        }
        Path named = runs.resolve(text);
        if (Files.isDirectory(named)) {
            return named;
        }
        List<String> names =
                records(runs).stream().map(run -> String.valueOf(run.getFileName())).toList();
        throw new ConfigException(
                "no run '%s': neither a folder nor a name in %s%s"
                        .formatted(
                                text,
                                runs.toAbsolutePath(),
                                Nearest.to(text, names)
                                        .map(near -> "; did you mean '" + near + "'?")
                                        .orElse(
                                                names.isEmpty()
                                                        ? ", which holds no runs; begin one with 'cardigan demo'"
                                                        : "; there are "
                                                                + String.join(", ", names))));
    }

    private static Path latest(Path runs) {
        return records(runs).stream()
                .max(Comparator.comparing(SavedRun::lastTouched).thenComparing(Path::toString))
                .orElseThrow(
                        () ->
                                new ConfigException(
                                        "no runs in %s; begin one with 'cardigan demo', or name the folder of a run"
                                                .formatted(runs.toAbsolutePath())));
    }

    private static List<Path> records(Path runs) {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.filter(run -> Files.isRegularFile(run.resolve("run.json")))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw unreadable(runs, failure);
        }
    }

    /** When it last measured something, or began, in milliseconds. */
    private static long lastTouched(Path run) {
        Path metrics = run.resolve("metrics.jsonl");
        Path file = Files.isRegularFile(metrics) ? metrics : run.resolve("run.json");
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
    }

    private static StorageException unreadable(Path path, IOException failure) {
        return new StorageException(
                "%s: cannot be read (%s); check its rights".formatted(path, failure), failure);
    }

    private static Settings settings(RunFolder folder, JsonNode node) {
        if (!node.isObject()) {
            throw damaged(folder, "settings");
        }
        String label = folder.record() + ", settings";
        return Settings.ofMap(Json.parse(node.toString(), label), label);
    }

    private static String paper(RunFolder folder, JsonNode model) {
        if (model.isString()) {
            return model.asString();
        }
        return Optional.of(model.propertyNames())
                .filter(names -> names.size() == 1)
                .map(names -> names.iterator().next())
                .orElseThrow(() -> damaged(folder, "settings.model"));
    }

    private static SampleShape shape(RunFolder folder, JsonNode shape) {
        if (!shape.isArray() || shape.size() != 3) {
            throw damaged(folder, "data.shape as [channels, height, width]");
        }
        return new SampleShape(shape.path(0).asInt(), shape.path(1).asInt(), shape.path(2).asInt());
    }

    private static CheckpointException damaged(RunFolder folder, String key) {
        return new CheckpointException(
                "%s: expected %s, found none or something else; restore it from a backup"
                        .formatted(folder.record(), key));
    }
}
