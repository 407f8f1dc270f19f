package dev.cardigan.checkpoint;

import dev.cardigan.error.CheckpointException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that decides the future of a run, at one step; every byte of it has been verified.
 *
 * @param step the number of finished training steps
 * @param folder where it was loaded from
 */
public record Checkpoint(long step, Path folder, Content content) {

    static final String STATE_FILE = "state.json";

    /**
     * What goes into a checkpoint.
     *
     * @param files tensors and their metadata by file stem; the stem {@code generator} becomes
     *     {@code generator.safetensors}
     * @param state all that is not a tensor; numbers come back with all their bits
     */
    public record Content(SortedMap<String, TensorFile> files, ObjectNode state) {

        /**
         * @throws CheckpointException when a stem is no safe file name, or two differ by case only
         */
        public Content {
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
            Set<String> seen = new HashSet<>();
            for (String stem : files.keySet()) {
                if (!SafeName.isSafe(stem) || !SafeName.isSafe(stem + SafeTensors.EXTENSION)) {
                    throw new CheckpointException(
                            "'%s' cannot name a file of a checkpoint: allowed are %s"
                                    .formatted(stem, SafeName.RULE));
                }
                if (!seen.add(stem.toLowerCase(Locale.ROOT))) {
                    throw new CheckpointException(
                            ("two files of a checkpoint are named '%s' but for upper and lower"
                                            + " case; rename one")
                                    .formatted(stem));
                }
            }
        }

        /** Tensors by file stem and name, without metadata. */
        public static Content of(
                Map<String, ? extends Map<String, TensorData>> tensors, ObjectNode state) {
            SortedMap<String, TensorFile> files = new TreeMap<>();
            tensors.forEach((stem, content) -> files.put(stem, TensorFile.of(content)));
            return new Content(files, state);
        }

        /** The tensors of a file. */
        public Map<String, TensorData> tensors(String stem) {
            TensorFile file = files.get(stem);
            if (file == null) {
                throw new CheckpointException(
                        "the checkpoint has no file '%s%s', only %s; was it saved by another model?"
                                .formatted(stem, SafeTensors.EXTENSION, files.keySet()));
            }
            return file.tensors();
        }

        /** The bytes of every file by its name, without the manifest; tensors are not copied. */
        SortedMap<String, List<ByteBuffer>> encode() {
            SortedMap<String, List<ByteBuffer>> encoded = new TreeMap<>();
            files.forEach(
                    (stem, file) ->
                            encoded.put(stem + SafeTensors.EXTENSION, SafeTensors.encode(file)));
            byte[] json = Json.OWN.writeValueAsBytes(state);
            encoded.put(STATE_FILE, List.of(ByteBuffer.wrap(json)));
            return encoded;
        }
    }

    static CheckpointException damaged(Path folder, String problem) {
        return new CheckpointException(damagedMessage(folder, problem));
    }

    static String damagedMessage(Path folder, String problem) {
        return "%s: damaged checkpoint: %s; load another step, or restore this one from a backup"
                .formatted(folder, problem);
    }
}
