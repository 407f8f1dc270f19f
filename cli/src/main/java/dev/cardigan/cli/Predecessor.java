package dev.cardigan.cli;

import dev.cardigan.checkpoint.Checkpoint;
import dev.cardigan.config.Settings;
import dev.cardigan.error.ConfigException;
import dev.cardigan.metric.WeightFile;
import dev.cardigan.optim.MovingAverage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A run, trained here or imported, whose weights a new one begins with.
 *
 * @param name as the user says it
 */
record Predecessor(String name, SavedRun run, Checkpoint checkpoint) {

    private static final String MODEL = "model";
    private static final String CURES = "cures";

    /**
     * A run at its newest sound checkpoint.
     *
     * @param paper what the new run is to train, where that was said
     * @throws ConfigException if there is no such run, or it is of another paper
     */
    static Predecessor of(Path runs, String name, Optional<String> paper) {
        SavedRun run = SavedRun.in(RunFinder.find(runs, name));
        paper.filter(wanted -> !wanted.equals(run.paper()))
                .ifPresent(
                        wanted -> {
                            throw new ConfigException(
                                    "--from %s: expected a run of %s, found one of %s; run 'cardigan train %s --from %s'"
                                            .formatted(
                                                    name, wanted, run.paper(), run.paper(), name));
                        });
        return new Predecessor(name, run, run.checkpoint(OptionalLong.empty()));
    }

    /**
     * What a new run has of this one where nobody says otherwise: what its networks are built from,
     * its data, its side, and its average, which no longer begins anew with the first steps.
     */
    Settings settings() {
        Map<String, Object> own = tree();
        Map<String, Object> taken = new LinkedHashMap<>();
        taken.put(MODEL, own.get(MODEL));
        taken.put(CURES, own.get(CURES));
        taken.put("average", average(own));
        if (!NoData.NAME.equals(own.get("data"))) {
            taken.put("data", own.get("data"));
        }
        if (run.model().shape().isPicture()) {
            taken.put("size", run.model().shape().height());
        }
        taken.values().removeIf(Objects::isNull);
        return Settings.ofMap(taken, "--from " + name);
    }

    private Map<String, Object> tree() {
        return RunRecord.in(run.folder()).settingsTree();
    }

    private Object average(Map<String, Object> own) {
        // A ramp would forget within a few steps what was handed over.
        if (run.model().settings().average() instanceof MovingAverage.Pace.HalfLife halfLife) {
            return Map.of("halfLife", Map.of("pictures", halfLife.pictures(), "rampUp", 0));
        }
        return Objects.requireNonNull(own.get("average"), "a run has an average");
    }

    /** What a new run's record says of this one. */
    Map<String, Object> record() {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("run", run.folder().path().toString());
        record.put("step", checkpoint.step());
        record.put(
                "weights", WeightFile.hash(checkpoint.content().tensors(SavedWeights.file(false))));
        return record;
    }

    /** Settings that networks are built from and that differ, in words; none where all agree. */
    List<String> differences(Session session) {
        Map<String, Object> mine = flat(tree());
        Map<String, Object> other = flat(RunRecord.of(session).settingsTree());
        List<String> differences = new ArrayList<>();
        other.forEach(
                (key, value) -> {
                    if (!Objects.equals(value, mine.get(key))) {
                        differences.add("%s %s, not %s".formatted(key, value, mine.get(key)));
                    }
                });
        return differences;
    }

    private Map<String, Object> flat(Map<String, Object> settings) {
        Map<String, Object> flat = new LinkedHashMap<>();
        if (settings.get(MODEL) instanceof Map<?, ?> named) {
            named.values().forEach(inner -> flatten("", inner, flat));
        }
        flatten(CURES, settings.get(CURES), flat);
        return flat;
    }

    private static void flatten(String path, @Nullable Object value, Map<String, Object> into) {
        if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (key, inner) ->
                            flatten(
                                    path.isEmpty() ? key.toString() : path + "." + key,
                                    inner,
                                    into));
        } else {
            into.put(path, String.valueOf(value));
        }
    }
}
