package dev.cardigan.checkpoint;

import static java.util.Comparator.reverseOrder;

import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * The checkpoints of one run. At every moment, also when the machine loses power, the newest
 * checkpoint whose save has returned can be loaded.
 *
 * <p>Any number of processes may read. Those that change something ({@link #save}, {@link
 * #discardAfter}) must hold the {@link RunLock} of the run. Not safe for use by several threads at
 * once.
 */
public final class CheckpointStore {

    private final Path directory;
    private final FileOps files;
    private final CheckpointReader reader;
    private final CheckpointPruner pruner;
    private boolean anchored;

    private CheckpointStore(Path directory, FileOps files) {
        this.directory = directory;
        this.files = files;
        this.reader = new CheckpointReader(files);
        this.pruner = new CheckpointPruner(files, directory);
    }

    /** The checkpoints in a folder of this machine; the folder need not exist yet. */
    public static CheckpointStore in(Path directory) {
        return in(directory, FileOps.real());
    }

    /** The checkpoints in a folder that is reached through the given operations. */
    public static CheckpointStore in(Path directory, FileOps files) {
        return new CheckpointStore(directory, files);
    }

    /** The folder of the run they are of. */
    public Path run() {
        Path parent = directory.getParent();
        return parent == null ? directory : parent;
    }

    /**
     * Saves a checkpoint and then deletes the ones that nobody needs any more. Saving the same
     * content for the same step again changes nothing; other content replaces the old one, which is
     * deleted last. Tensors are streamed from where they lie and must not change meanwhile.
     *
     * @return the folder of the checkpoint
     * @throws StorageException when the disk is full, read-only or failing; all earlier checkpoints
     *     are then untouched and nothing half-written is left
     */
    public Path save(long step, Checkpoint.Content content, Retention retention) {
        if (step < 0 || step > StepFolder.MAX_STEP) {
            throw new CheckpointException(
                    "cannot save a checkpoint of step %d; expected 0 to %d"
                            .formatted(step, StepFolder.MAX_STEP));
        }
        SortedMap<String, List<ByteBuffer>> encoded = content.encode();
        long needed = encoded.values().stream().mapToLong(Storage::bytes).sum();
        Path target = directory.resolve(StepFolder.nameOf(step));
        StepFolder saved;
        try {
            anchor();
            pruner.removeUnfinished();
            Storage.requireSpace(files, directory, needed, target);
            saved = new CheckpointWriter(files, directory).write(step, encoded, list());
        } catch (IOException e) {
            throw Storage.failure(files, target, needed, e);
        }
        pruner.prune(saved, list(), retention);
        return saved.path();
    }

    /**
     * Refuses a run whose checkpoints would not fit on the disk; call it before training.
     *
     * @param copies how many checkpoints of this size must fit, normally 3
     * @throws StorageException naming the bytes needed and the bytes free
     */
    public void requireSpace(Checkpoint.Content content, int copies) {
        long one = content.encode().values().stream().mapToLong(Storage::bytes).sum();
        try {
            anchor();
            Storage.requireSpace(files, directory, Math.multiplyExact(one, copies), directory);
        } catch (IOException e) {
            throw Storage.failure(files, directory, one, e);
        }
    }

    /**
     * The newest checkpoint of which every byte is right, by its step. Damaged ones are named in a
     * warning each and skipped.
     *
     * @return empty when there is no checkpoint at all
     * @throws StorageException when one cannot be read, which does not say that it is damaged
     * @throws CheckpointException when there are checkpoints and all of them are damaged, because
     *     starting from nothing would hide the loss
     */
    public Optional<Checkpoint> newestValid(Consumer<String> warn) {
        return firstValid(list().stream().sorted(reverseOrder()).toList(), warn);
    }

    /**
     * The valid checkpoint with the best value; damaged ones and those without a value are skipped.
     *
     * @return empty when no checkpoint records a value
     * @throws CheckpointException when all that record a value are damaged
     */
    Optional<Checkpoint> bestValid(Retention.Best best, Consumer<String> warn) {
        Map<StepFolder, JsonNode> states = new HashMap<>();
        for (StepFolder folder : list()) {
            try {
                states.put(folder, reader.soundState(folder));
            } catch (CheckpointException e) {
                warn.accept("skipped " + e.getMessage());
            }
        }
        return firstValid(best.rank(states), warn);
    }

    /**
     * The checkpoint of exactly this step.
     *
     * @throws CheckpointException when there is none, or when it is damaged
     */
    public Checkpoint load(long step) {
        List<StepFolder> present = list();
        return present.stream()
                .filter(folder -> folder.step() == step)
                .max(Comparator.naturalOrder())
                .map(reader::load)
                .orElseThrow(
                        () ->
                                new CheckpointException(
                                        "%s: no checkpoint of step %d; there are steps %s"
                                                .formatted(
                                                        directory,
                                                        step,
                                                        present.stream()
                                                                .map(StepFolder::step)
                                                                .toList())));
    }

    /**
     * The finished checkpoints, earlier steps first, without looking inside.
     *
     * @throws StorageException when the folder cannot be read
     */
    public List<StepFolder> list() {
        if (!files.exists(directory)) {
            return List.of();
        }
        try {
            return files.list(directory).stream()
                    .map(StepFolder::of)
                    .flatMap(Optional::stream)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Deletes all checkpoints later than a step. A run that goes back to an earlier step by choice
     * must call this, or its next resume would find the abandoned future.
     *
     * @throws StorageException when that fails
     */
    public void discardAfter(long step) {
        List<StepFolder> abandoned =
                list().stream().filter(folder -> folder.step() > step).toList();
        if (abandoned.isEmpty()) {
            return;
        }
        pruner.remove(abandoned);
        try {
            files.forceDirectory(directory);
        } catch (IOException e) {
            throw Storage.failure(files, directory, 0, e);
        }
    }

    private Optional<Checkpoint> firstValid(List<StepFolder> folders, Consumer<String> warn) {
        List<String> problems = new ArrayList<>();
        for (StepFolder folder : folders) {
            try {
                return Optional.of(reader.load(folder));
            } catch (CheckpointException e) {
                warn.accept("skipped " + e.getMessage());
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        if (problems.isEmpty()) {
            return Optional.empty();
        }
        throw new CheckpointException(
                ("%s: all %d checkpoints are damaged; restore one from a backup or start a new"
                                + " run%n%s")
                        .formatted(directory, problems.size(), String.join("\n", problems)));
    }

    // Once per process: an earlier one may have died between making the folder and forcing its
    // name.
    private void anchor() throws IOException {
        if (anchored) {
            return;
        }
        files.createDirectory(directory);
        files.forceDirectory(Storage.parent(directory.toAbsolutePath()));
        anchored = true;
    }

    private StorageException unreadable(IOException e) {
        return new StorageException(
                "%s: cannot be listed: %s; check that it is a folder you may read"
                        .formatted(directory, Storage.reason(e)),
                e);
    }
}
