package dev.cardigan.checkpoint;

import dev.cardigan.error.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Brings one checkpoint into being. Whatever moment the power fails at, the disk holds either no
 * folder of the final name or a complete one: every file is forced, then the folder that names
 * them, and only then the folder gets its name, which is forced in turn.
 */
final class CheckpointWriter {

    private final FileOps files;
    private final Path directory;

    CheckpointWriter(FileOps files, Path directory) {
        this.files = files;
        this.directory = directory;
    }

    /**
     * @param present the finished checkpoints, earlier ones first
     * @return the folder that now holds this content, on the storage device
     */
    StepFolder write(
            long step, SortedMap<String, List<ByteBuffer>> content, List<StepFolder> present)
            throws IOException {
        Path temporary = directory.resolve(Storage.temporaryName(StepFolder.nameOf(step)));
        try {
            byte[] manifest = writeFiles(temporary, step, content);
            Optional<StepFolder> latest =
                    present.stream()
                            .filter(folder -> folder.step() == step)
                            .max(Comparator.naturalOrder());
            if (latest.isPresent() && holds(latest.get(), manifest)) {
                files.deleteTree(temporary);
                // A crash may have come between its renaming and the forcing of its name.
                files.forceDirectory(directory);
                return latest.get();
            }
            int revision = latest.map(folder -> folder.revision() + 1).orElse(1);
            StepFolder target = StepFolder.in(directory, step, revision);
            files.moveAtomically(temporary, target.path());
            files.forceDirectory(directory);
            return target;
        } catch (IOException e) {
            Storage.discard(files, temporary, e);
            throw e;
        }
    }

    private byte[] writeFiles(Path folder, long step, SortedMap<String, List<ByteBuffer>> content)
            throws IOException {
        files.createDirectory(folder);
        for (Map.Entry<String, List<ByteBuffer>> file : content.entrySet()) {
            files.writeAndForce(folder.resolve(file.getKey()), file.getValue());
        }
        byte[] manifest = Manifest.of(step, content).encode();
        files.writeAndForce(folder.resolve(Manifest.FILE), List.of(ByteBuffer.wrap(manifest)));
        files.forceDirectory(folder);
        return manifest;
    }

    // The same step is often saved twice, by its schedule and by Ctrl-C; one copy is enough. Only
    // the latest revision counts: an equal earlier one would lose to what came between.
    private boolean holds(StepFolder folder, byte[] manifest) {
        try {
            return Arrays.equals(manifest, new CheckpointReader(files).verify(folder).encode());
        } catch (CheckpointException damaged) {
            return false;
        }
    }
}
