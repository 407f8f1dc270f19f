package dev.cardigan.cli;

import dev.cardigan.checkpoint.Checkpoint;
import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.config.Json;
import dev.cardigan.config.Settings;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.ConfigException;
import dev.cardigan.training.Saver;
import dev.cardigan.zoo.Recipe;
import dev.cardigan.zoo.Zoo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
        return in(RunFinder.find(RUNS, text));
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

    /** The same, used with another number of threads; 0 for all processors. */
    SavedRun onThreads(int count) {
        return new SavedRun(folder, model, classes, count);
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
