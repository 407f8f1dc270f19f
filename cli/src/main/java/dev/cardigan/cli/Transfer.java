package dev.cardigan.cli;

import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.error.CheckpointException;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.training.Run;
import dev.cardigan.training.Snapshot;
import dev.cardigan.zoo.official.Found;
import dev.cardigan.zoo.official.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings weights of a file into a run: every name and every shape of either side must be one of the
 * other, or nothing is changed.
 */
final class Transfer {

    private static final double ROUNDING = 1e-6;
    private static final int MOST_LINES = 40;

    private final String file;
    private final Map<String, TensorData> tensors;
    private final Found found;
    private final Map<String, Tensor> weights;
    private final Map<String, Tensor> averages;
    private final Set<String> used = new LinkedHashSet<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> unexpected = new ArrayList<>();
    private final List<String> misshapen = new ArrayList<>();
    private final List<String> notFinite = new ArrayList<>();

    /**
     * @param file what to call the file in messages
     */
    Transfer(String file, Map<String, TensorData> tensors, Found found, Run<?> run) {
        this.file = file;
        this.tensors = tensors;
        this.found = found;
        this.weights = run.state().getOrDefault("weights", Map.of());
        this.averages = run.state().getOrDefault("average", Map.of());
    }

    /**
     * @return how many weights each part has, by what its names begin with
     * @throws CheckpointException listing what is missing, unexpected, of another shape or not
     *     finite
     */
    Map<Part, Integer> carry() {
        Map<Part, Map<String, String>> all = new LinkedHashMap<>();
        for (Part part : found.parts()) {
            Map<String, String> names = names(part);
            check(part, names);
            all.put(part, names);
        }
        refuse();
        Map<Part, Integer> counts = new LinkedHashMap<>();
        all.forEach(
                (part, names) -> {
                    Scope.run(() -> names.forEach((official, own) -> carry(part, official, own)));
                    counts.put(part, names.size());
                });
        return counts;
    }

    /** Tensors of the file that are of none of its networks: other models, optimizers. */
    List<String> unused() {
        return tensors.keySet().stream().filter(name -> !used.contains(name)).toList();
    }

    /** Names in the file to names here. */
    private Map<String, String> names(Part part) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String own : weights.keySet()) {
            if (own.startsWith(part.network())) {
                String inner = own.substring(part.network().length());
                names.put(part.prefix() + part.names().of(inner), own);
            }
        }
        return names;
    }

    private void check(Part part, Map<String, String> names) {
        names.forEach(
                (official, own) -> {
                    TensorData data = tensors.get(official);
                    if (data == null) {
                        missing.add(official);
                    } else {
                        checkShape(official, data, own);
                        checkNumbers(official, data);
                        used.add(official);
                    }
                });
        for (Map.Entry<String, TensorData> each : tensors.entrySet()) {
            String name = each.getKey();
            if (!names.containsKey(name) && isOf(part, name)) {
                used.add(name);
                String inner = name.substring(part.prefix().length());
                if (!part.constant().matcher(inner).matches()) {
                    unexpected.add(name);
                } else if (!part.value().isEmpty() && !holds(part.value(), each.getValue())) {
                    unexpected.add(name + " with other values than Cardigan's filter has");
                }
            }
        }
    }

    /** Whether a name lies under the part's prefix and not under a longer one of another part. */
    private boolean isOf(Part part, String name) {
        return name.startsWith(part.prefix())
                && found.parts().stream()
                        .filter(other -> other.prefix().length() > part.prefix().length())
                        .noneMatch(other -> name.startsWith(other.prefix()));
    }

    private void checkShape(String official, TensorData data, String own) {
        long[] expected = own(own).shape();
        if (!Arrays.equals(expected, data.shape())) {
            misshapen.add(
                    "%s: expected %s, found %s"
                            .formatted(
                                    official,
                                    Arrays.toString(expected),
                                    Arrays.toString(data.shape())));
        }
    }

    /** A run with such weights could not be saved, and would draw nothing. */
    private void checkNumbers(String official, TensorData data) {
        Scope.run(
                () -> {
                    Tensor value = loaded(official, data);
                    if (value.dtype().isFloating() && value.allFinite().item() == 0) {
                        notFinite.add(official);
                    }
                });
    }

    private static Tensor loaded(String official, TensorData data) {
        return Snapshot.tensors(Map.of(official, data)).values().iterator().next();
    }

    private Tensor own(String name) {
        Tensor weight = weights.get(name);
        if (weight == null) {
            throw new IllegalStateException("no weight " + name);
        }
        return weight;
    }

    private static boolean holds(List<Double> expected, TensorData data) {
        if (data.type() != TensorData.Type.F32 || data.byteCount() != 4 * expected.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (Math.abs(data.bytes().getFloat(4 * i) - expected.get(i)) > ROUNDING) {
                return false;
            }
        }
        return true;
    }

    private void refuse() {
        int problems = missing.size() + unexpected.size() + misshapen.size();
        if (problems == 0 && notFinite.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        missing.forEach(name -> lines.add("missing     " + name));
        misshapen.forEach(name -> lines.add("wrong shape " + name));
        unexpected.forEach(name -> lines.add("unexpected  " + name));
        notFinite.forEach(name -> lines.add("not finite  " + name));
        String more =
                lines.size() > MOST_LINES ? "\n  and " + (lines.size() - MOST_LINES) + " more" : "";
        throw new CheckpointException(
                "%s: not weights of this %s: %d missing, %d unexpected, %d of another shape%s; nothing was imported%n  %s%s"
                        .formatted(
                                file,
                                found.paper(),
                                missing.size(),
                                unexpected.size(),
                                misshapen.size(),
                                notFinite.isEmpty()
                                        ? ""
                                        : ", %d with NaN or infinity".formatted(notFinite.size()),
                                String.join("\n  ", lines.stream().limit(MOST_LINES).toList()),
                                more));
    }

    /** Averages go where samples are drawn from; without them, trained weights are the average. */
    private void carry(Part part, String official, String own) {
        TensorData data = tensors.get(official);
        if (data == null) {
            throw new IllegalStateException("no tensor " + official);
        }
        Tensor value = loaded(official, data);
        boolean alone =
                found.parts().stream()
                        .filter(other -> other.network().equals(part.network()))
                        .allMatch(part::equals);
        if (!part.averaged() || alone) {
            own(own).set(value);
        }
        Tensor average = averages.get(own.substring(own.indexOf('.') + 1));
        boolean sampled = own.startsWith("generator");
        if (sampled && average != null && (part.averaged() || alone)) {
            average.set(value);
        }
    }
}
