package dev.cardigan.cli;

import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.config.Json;
import dev.cardigan.error.StorageException;
import dev.cardigan.training.doctor.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code doctor.jsonl}: a line for every change of the verdict and for every treatment, in the
 * order they happened. What a roll-back undid stays in it.
 */
record DoctorLog(Path file) {

    static DoctorLog in(RunFolder folder) {
        return new DoctorLog(folder.path().resolve("doctor.jsonl"));
    }

    void write(Map<String, Object> line) {
        try {
            Files.writeString(
                    file,
                    Json.writeLine(line) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new StorageException(
                    "%s: cannot be written (%s); free some space or check its rights"
                            .formatted(file, failure),
                    failure);
        }
    }

    /** The same for people. */
    List<String> inWords() {
        return read().stream()
                .map(
                        line ->
                                line.containsKey("done")
                                        ? "Step %s: treated %s: %s."
                                                .formatted(
                                                        line.get("step"),
                                                        line.get("treated"),
                                                        line.get("done"))
                                        : "Step %s: %s. %s Seen: %s. %s"
                                                .formatted(
                                                        line.get("step"),
                                                        line.get("verdict"),
                                                        line.get("sentence"),
                                                        evidence(line),
                                                        line.get("action")))
                .toList();
    }

    /** The numbers of a verdict with what they say. */
    static String evidence(Map<String, Object> line) {
        if (!(line.get("evidence") instanceof Map<?, ?> numbers) || numbers.isEmpty()) {
            return "no number";
        }
        return numbers.entrySet().stream()
                .map(each -> inWords(each.getKey().toString(), each.getValue()))
                .collect(Collectors.joining("; "));
    }

    /** A signal of another version of Cardigan keeps its name. */
    private static String inWords(String name, Object value) {
        return Signal.ofName(name)
                .filter(signal -> value instanceof Number)
                .map(signal -> signal.inWords(((Number) value).doubleValue()))
                .orElse(name + " " + value);
    }

    /** All whole lines; none where the doctor has said nothing. */
    List<Map<String, Object>> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            List<Map<String, Object>> lines = new ArrayList<>();
            // What a killed process left of its last line is no line.
            text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .forEach(line -> lines.add(Json.parse(line, file.toString())));
            return lines;
        } catch (IOException failure) {
            throw new StorageException(
                    "%s: cannot be read (%s); check its rights".formatted(file, failure), failure);
        }
    }
}
