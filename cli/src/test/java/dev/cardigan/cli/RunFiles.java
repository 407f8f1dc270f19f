package dev.cardigan.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files of a run that the same settings must give again, byte for byte. */
final class RunFiles {

    private RunFiles() {}

    /** Metrics, samples and the checkpoint of a step: paths below the run, sorted. */
    static Set<String> of(Path run, long step) throws IOException {
        Set<String> files = new TreeSet<>();
        try (Stream<Path> all = Files.walk(run)) {
            all.filter(Files::isRegularFile)
                    .map(file -> run.relativize(file).toString().replace('\\', '/'))
                    .filter(
                            name ->
                                    name.equals("metrics.jsonl")
                                            || name.startsWith("samples/")
                                            || name.startsWith(
                                                    "checkpoints/step-%08d/".formatted(step)))
                    .forEach(files::add);
        }
        return files;
    }

    /** What differs between two runs at a step; none when all is equal. */
    static List<String> differences(Path expected, Path found, long step) throws IOException {
        Set<String> names = new TreeSet<>(of(expected, step));
        names.addAll(of(found, step));
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            if (!Arrays.equals(bytes(expected.resolve(name)), bytes(found.resolve(name)))) {
                differences.add(name);
            }
        }
        return differences;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
