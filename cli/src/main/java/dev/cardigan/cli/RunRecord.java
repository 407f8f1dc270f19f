package dev.cardigan.cli;

import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.config.Json;
import dev.cardigan.config.Settings;
import dev.cardigan.data.Dataset;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code run.json} says: which paper with which settings, on what data, by what versions.
 *
 * @param tree the whole record, as it is written
 */
record RunRecord(Map<String, Object> tree) {

    private static final String PAPER = "paper";
    private static final String SETTINGS = "settings";
    private static final String DATA = "data";
    private static final String THREADS = "threads";
    private static final String VERSIONS = "versions";
    private static final String MODEL = "model";
    private static final String SHAPE = "shape";
    private static final String CLASSES = "classes";
    private static final String FINGERPRINT = "fingerprint";

    RunRecord {
        tree = new LinkedHashMap<>(tree);
    }

    /** The record of a session that begins. */
    static RunRecord of(Session session) {
        return of(session.model(), dataOf(session), session.threads());
    }

    private static RunRecord of(Model<?, ?> model, Map<String, Object> data, int threads) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(PAPER, model.recipe().name());
        tree.put("seed", model.settings().seed());
        tree.put(SETTINGS, settingsOf(model));
        tree.put(DATA, data);
        tree.put(THREADS, threads);
        tree.put(VERSIONS, versions());
        return new RunRecord(tree);
    }

    /** The record of a run that draws and has nothing to be trained on. */
    static RunRecord withoutData(Model<?, ?> model) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("name", NoData.NAME);
        data.put(FINGERPRINT, "");
        data.put("samples", 0);
        data.put(SHAPE, numbers(model.shape()));
        int classes = model.sample().classes();
        data.put(CLASSES, IntStream.range(0, classes).mapToObj(Integer::toString).toList());
        return of(model, data, 0);
    }

    /** This with where its first weights came from. */
    RunRecord importedFrom(List<Map<String, Object>> files) {
        Map<String, Object> longer = new LinkedHashMap<>(tree);
        longer.put("imported", files);
        return new RunRecord(longer);
    }

    /** This with the run whose weights it began with. */
    RunRecord begunFrom(Map<String, Object> other) {
        Map<String, Object> longer = new LinkedHashMap<>(tree);
        longer.put("from", other);
        return new RunRecord(longer);
    }

    private static List<Integer> numbers(SampleShape shape) {
        return List.of(shape.channels(), shape.height(), shape.width());
    }

    /**
     * Reads a run's record.
     *
     * @throws CheckpointException if it is not one
     */
    static RunRecord in(RunFolder folder) {
        String text = folder.readRecord().toString();
        return new RunRecord(Json.parse(text, folder.record().toString()));
    }

    private static Map<String, Object> settingsOf(Model<?, ?> model) {
        Map<String, Object> settings =
                new LinkedHashMap<>(
                        Vocabulary.binder(model.recipe(), model.sample()).toMap(model.settings()));
        // Papers that share settings are told apart by the recipe, not by what the settings are.
        if (settings.get(MODEL) instanceof Map<?, ?> named && named.size() == 1) {
            settings.put(MODEL, Map.of(model.recipe().name(), named.values().iterator().next()));
        } else {
            settings.put(MODEL, model.recipe().name());
        }
        return settings;
    }

    private static Map<String, Object> dataOf(Session session) {
        Dataset<?> set = session.source().set();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("name", set.name());
        data.put(FINGERPRINT, set.fingerprint());
        data.put("samples", set.size());
        data.put(SHAPE, numbers(set.shape()));
        data.put(CLASSES, set.classes());
        data.put("decisions", session.decisions());
        return data;
    }

    private static Map<String, Object> versions() {
        Map<String, Object> versions = new LinkedHashMap<>();
        versions.put("cardigan", Version.cardigan());
        versions.put("libtorch", Version.libtorch());
        versions.put("java", System.getProperty("java.runtime.version", "unknown"));
        versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        versions.put("cpu", processor());
        return versions;
    }

    private static String processor() {
        return KernelFile.text(Path.of("/proc/cpuinfo")).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch", "unknown"));
    }

    void write(RunFolder folder) {
        ObjectNode node = JsonMapper.shared().valueToTree(tree);
        folder.writeRecord(node);
    }

    String paper() {
        return text(PAPER);
    }

    int threads() {
        if (tree.get(THREADS) instanceof Number threads) {
            return threads.intValue();
        }
        throw missing(THREADS);
    }

    Map<String, Object> settingsTree() {
        return map(SETTINGS);
    }

    Settings settings() {
        return Settings.ofMap(settingsTree(), "run.json, settings");
    }

    /**
     * @throws DataException if the data is not what the run was begun with
     */
    void requireSameData(Session session) {
        Object expected = map(DATA).get(FINGERPRINT);
        String found = session.source().set().fingerprint();
        if (!found.equals(expected)) {
            throw new DataException(
                    "%s: the data has changed since this run began: expected %s samples with fingerprint %s, found %s with %s; restore the data, or train a new run on what is there now"
                            .formatted(
                                    session.settings().data(),
                                    map(DATA).get("samples"),
                                    shortened(expected),
                                    session.source().set().size(),
                                    shortened(found)));
        }
    }

    private static String shortened(@Nullable Object fingerprint) {
        String text = String.valueOf(fingerprint);
        return text.substring(0, Math.min(12, text.length()));
    }

    /**
     * Why a resume here may differ from the uninterrupted run in the last bits; none if it may not.
     */
    List<String> differences() {
        List<String> differences = new ArrayList<>();
        Map<String, Object> then = map(VERSIONS);
        Map<String, Object> now = versions();
        for (String what : List.of("cardigan", "libtorch", "cpu")) {
            if (!Objects.equals(now.get(what), then.get(what))) {
                differences.add("%s was %s, is %s".formatted(what, then.get(what), now.get(what)));
            }
        }
        return differences;
    }

    /** The same with other settings. */
    RunRecord withSettingsOf(Session session) {
        Map<String, Object> changed = new LinkedHashMap<>(tree);
        changed.put(SETTINGS, settingsOf(session.model()));
        return new RunRecord(changed);
    }

    private String text(String key) {
        if (tree.get(key) instanceof String text) {
            return text;
        }
        throw missing(key);
    }

    private Map<String, Object> map(String key) {
        if (tree.get(key) instanceof Map<?, ?> map) {
            Map<String, Object> checked = new LinkedHashMap<>();
            map.forEach((name, value) -> checked.put(String.valueOf(name), value));
            return checked;
        }
        throw missing(key);
    }

    private static CheckpointException missing(String key) {
        return new CheckpointException(
                "run.json: expected '%s', found none; the file is damaged or of another program: restore it from a backup"
                        .formatted(key));
    }
}
