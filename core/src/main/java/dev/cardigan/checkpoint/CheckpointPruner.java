package dev.cardigan.checkpoint;

import static java.util.Comparator.reverseOrder;

import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Deletes checkpoints; the only place that does. */
final class CheckpointPruner {

    private final FileOps files;
    private final Path directory;
    private final CheckpointReader reader;

    CheckpointPruner(FileOps files, Path directory) {
        this.files = files;
        this.directory = directory;
        this.reader = new CheckpointReader(files);
    }

    /** Deletes what crashed saves and crashed deletions left. */
    void removeUnfinished() throws IOException {
        for (Path entry : files.list(directory)) {
            if (Storage.isTemporary(entry)) {
                files.deleteTree(entry);
            }
        }
    }

    /**
     * Deletes what the retention does not keep.
     *
     * @param saved the checkpoint that has just been written; it always stays
     * @param present all finished checkpoints, earlier ones first
     * @throws StorageException when a folder cannot be deleted
     */
    void prune(StepFolder saved, List<StepFolder> present, Retention retention) {
        Map<StepFolder, JsonNode> sound = sound(present);
        Map<Long, StepFolder> newest = newest(sound.keySet(), retention.newest());
        Set<StepFolder> kept = new HashSet<>(newest.values());
        kept.add(saved);
        retention.best().ifPresent(best -> best.rank(sound).stream().limit(1).forEach(kept::add));
        // Damaged ones stay for rescue until as many sound ones as wanted are newer.
        long outdated =
                newest.size() < retention.newest()
                        ? Long.MIN_VALUE
                        : newest.keySet().stream().mapToLong(step -> step).min().orElseThrow();
        remove(
                present.stream()
                        .filter(folder -> !kept.contains(folder))
                        .filter(
                                folder ->
                                        sound.containsKey(folder)
                                                || folder.step() < outdated
                                                || folder.step() == saved.step())
                        .toList());
    }

    /**
     * Deletes these checkpoints. Each gives up its name first, so that a crash half-way leaves
     * nothing that looks like a damaged checkpoint.
     *
     * @throws StorageException when a folder cannot be deleted
     */
    void remove(List<StepFolder> folders) {
        for (StepFolder folder : folders) {
            String name = folder.path().getFileName().toString();
            Path waste = directory.resolve(Storage.temporaryName("old-" + name));
            try {
                files.moveAtomically(folder.path(), waste);
                files.deleteTree(waste);
            } catch (IOException e) {
                throw new StorageException(
                        ("%s: this old checkpoint cannot be deleted: %s; newer ones are safe, but"
                                        + " the disk will fill up; check the rights of the folder")
                                .formatted(folder.path(), Storage.reason(e)),
                        e);
            }
        }
    }

    // Newest first; with the state of each, which the best is chosen by.
    private Map<StepFolder, JsonNode> sound(List<StepFolder> present) {
        Map<StepFolder, JsonNode> sound = new LinkedHashMap<>();
        for (StepFolder folder : present.stream().sorted(reverseOrder()).toList()) {
            try {
                sound.put(folder, reader.soundState(folder));
            } catch (CheckpointException | StorageException unusable) {
                // Counts for nothing here; loading is what reports it.
            }
        }
        return sound;
    }

    private static Map<Long, StepFolder> newest(Collection<StepFolder> newestFirst, int count) {
        Map<Long, StepFolder> newest = new LinkedHashMap<>();
        for (StepFolder folder : newestFirst) {
            if (newest.size() == count) {
                break;
            }
            newest.putIfAbsent(folder.step(), folder);
        }
        return newest;
    }
}
