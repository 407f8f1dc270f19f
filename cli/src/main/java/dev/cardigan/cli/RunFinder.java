package dev.cardigan.cli;

import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.config.Nearest;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the folder of a run that a user names. */
final class RunFinder {

    static final String LATEST = "latest";

    private RunFinder() {}

    /**
     * @param text a path, a name below {@code runs}, or {@code latest}
     * @throws ConfigException if there is no such run; names those that there are
     */
    static Path find(Path runs, String text) {
        List<Path> all = all(runs);
        if (text.equals(LATEST) && !all.isEmpty()) {
            return all.get(all.size() - 1);
        }
        for (Path candidate : List.of(Path.of(text), runs.resolve(text))) {
            if (isRun(candidate)) {
                return candidate;
            }
        }
        List<String> known = all.stream().map(RunFinder::name).sorted().toList();
        String advice =
                Nearest.to(text, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse(
                                known.isEmpty()
                                        ? "there is no run there yet; begin one with 'cardigan demo'"
                                        : "there are: " + String.join(", ", known));
        throw new ConfigException(
                "no run '%s': expected the folder of a run or a name below %s, found %s; %s"
                        .formatted(
                                text,
                                runs.toAbsolutePath(),
                                Files.isDirectory(Path.of(text))
                                        ? "a folder without a run.json"
                                        : "neither",
                                advice));
    }

    /**
     * A folder for a run that begins.
     *
     * @param name as the user wants it
     * @param prefix of its name where the user does not mind
     * @throws ConfigException if the name is taken, or means the newest run
     */
    static RunFolder begun(Path runs, Optional<String> name, String prefix) {
        if (name.isEmpty()) {
            return RunFolder.createUnique(runs, prefix);
        }
        if (name.get().equalsIgnoreCase(LATEST)) {
            throw new ConfigException(
                    "--name: '%s' means the newest run, whatever its name; choose another"
                            .formatted(name.get()));
        }
        return RunFolder.create(runs, name.get());
    }

    private static String name(Path run) {
        return String.valueOf(run.getFileName());
    }

    static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve("run.json"));
    }

    /** The runs, the one last written to at the end. */
    private static List<Path> all(Path runs) {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.filter(RunFinder::isRun)
                    .sorted(
                            Comparator.comparingLong(RunFinder::lastWritten)
                                    .thenComparing(RunFinder::name))
                    .toList();
        } catch (IOException e) {
            throw new StorageException(runs + ": cannot be listed: " + e + "; check its rights", e);
        }
    }

    private static long lastWritten(Path run) {
        Path metrics = run.resolve("metrics.jsonl");
        Path newest = Files.exists(metrics) ? metrics : run.resolve("run.json");
        return newest.toFile().lastModified();
    }
}
