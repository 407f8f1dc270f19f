package dev.cardigan.checkpoint;

import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Verifies checkpoints and reads them; nothing is used before its sum has been checked. */
final class CheckpointReader {

    // A manifest has about 120 bytes per file.
    private static final int MAX_MANIFEST_BYTES = 16 << 20;

    private final FileOps files;

    CheckpointReader(FileOps files) {
        this.files = files;
    }

    /**
     * Checks every byte of a checkpoint, then reads it.
     *
     * @throws CheckpointException naming the folder and the file that is missing or damaged
     */
    Checkpoint load(StepFolder folder) {
        Manifest manifest = verify(folder);
        SortedMap<String, TensorFile> tensorFiles = new TreeMap<>();
        for (String name : manifest.files().keySet()) {
            if (name.endsWith(SafeTensors.EXTENSION)) {
                String stem = name.substring(0, name.length() - SafeTensors.EXTENSION.length());
                tensorFiles.put(stem, SafeTensors.read(files, folder.path().resolve(name)));
            }
        }
        return new Checkpoint(
                folder.step(),
                folder.path(),
                new Checkpoint.Content(tensorFiles, state(folder, manifest)));
    }

    /**
     * @throws CheckpointException when any file differs from the manifest
     */
    Manifest verify(StepFolder folder) {
        Manifest manifest = manifest(folder);
        for (Map.Entry<String, Manifest.Seal> file : manifest.files().entrySet()) {
            verifySize(folder, file.getKey(), file.getValue());
            verifySum(folder, file.getKey(), file.getValue());
        }
        return manifest;
    }

    /**
     * The state of a checkpoint of which the manifest, the state and the size of every file are
     * right; cheap, so that each save can ask it of every checkpoint.
     *
     * @throws CheckpointException when something is not
     */
    JsonNode soundState(StepFolder folder) {
        Manifest manifest = manifest(folder);
        manifest.files().forEach((name, seal) -> verifySize(folder, name, seal));
        return state(folder, manifest);
    }

    private Manifest manifest(StepFolder folder) {
        byte[] bytes = bytes(folder, Manifest.FILE, MAX_MANIFEST_BYTES);
        Manifest manifest = Manifest.parse(folder.path(), bytes);
        if (manifest.step() != folder.step()) {
            throw Checkpoint.damaged(
                    folder.path(), "its " + Manifest.FILE + " belongs to step " + manifest.step());
        }
        return manifest;
    }

    private ObjectNode state(StepFolder folder, Manifest manifest) {
        Manifest.Seal seal = manifest.files().get(Checkpoint.STATE_FILE);
        if (seal == null) {
            throw Checkpoint.damaged(folder.path(), "it has no " + Checkpoint.STATE_FILE);
        }
        verifySum(folder, Checkpoint.STATE_FILE, seal);
        byte[] bytes = bytes(folder, Checkpoint.STATE_FILE, Integer.MAX_VALUE - 8);
        try {
            if (Json.OWN.readTree(bytes) instanceof ObjectNode state) {
                return state;
            }
        } catch (JacksonException e) {
            throw new CheckpointException(
                    Checkpoint.damagedMessage(
                            folder.path(),
                            Checkpoint.STATE_FILE + " is not valid JSON: " + Json.problem(e)),
                    e);
        }
        throw Checkpoint.damaged(folder.path(), Checkpoint.STATE_FILE + " holds no JSON object");
    }

    private void verifySize(StepFolder folder, String name, Manifest.Seal seal) {
        long size = size(folder, name);
        if (size != seal.bytes()) {
            throw Checkpoint.damaged(
                    folder.path(),
                    "%s has %d bytes, expected %d".formatted(name, size, seal.bytes()));
        }
    }

    private void verifySum(StepFolder folder, String name, Manifest.Seal seal) {
        try {
            String sum = Sha256.of(files, folder.path().resolve(name), seal.bytes());
            if (!sum.equals(seal.sha256())) {
                throw Checkpoint.damaged(
                        folder.path(),
                        "%s has SHA-256 %s, expected %s".formatted(name, sum, seal.sha256()));
            }
        } catch (IOException e) {
            throw unreadable(folder, name, e);
        }
    }

    private byte[] bytes(StepFolder folder, String name, int limit) {
        long size = size(folder, name);
        if (size > limit) {
            throw Checkpoint.damaged(
                    folder.path(),
                    "%s has %d bytes, at most %d are read".formatted(name, size, limit));
        }
        try {
            byte[] bytes = new byte[(int) size];
            files.read(folder.path().resolve(name), 0, ByteBuffer.wrap(bytes));
            return bytes;
        } catch (IOException e) {
            throw unreadable(folder, name, e);
        }
    }

    private long size(StepFolder folder, String name) {
        Path file = folder.path().resolve(name);
        if (!files.exists(file)) {
            throw Checkpoint.damaged(folder.path(), name + " is missing");
        }
        try {
            return files.size(file);
        } catch (IOException e) {
            throw unreadable(folder, name, e);
        }
    }

    /** Not damaged for all that is known: never skipped or deleted for it. */
    private static StorageException unreadable(StepFolder folder, String name, IOException e) {
        return new StorageException(
                "%s: %s cannot be read: %s; make the disk or the rights of the folder right and try again, or move this checkpoint away to go on from the one before it"
                        .formatted(folder.path(), name, Storage.reason(e)),
                e);
    }
}
