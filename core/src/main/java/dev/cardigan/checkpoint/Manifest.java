package dev.cardigan.checkpoint;

import dev.cardigan.error.CheckpointException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Size and SHA-256 of every file of a checkpoint. The manifest carries a sum of itself and has only
 * one encoding, so a single changed bit anywhere in it shows.
 */
record Manifest(long step, SortedMap<String, Seal> files) {

    static final String FILE = "manifest.json";

    private static final int FORMAT = 1;

    /** What a file must be. */
    record Seal(long bytes, String sha256) {

        static Seal of(List<ByteBuffer> parts) {
            return new Seal(Storage.bytes(parts), Sha256.of(parts));
        }
    }

    static Manifest of(long step, Map<String, List<ByteBuffer>> files) {
        SortedMap<String, Seal> seals = new TreeMap<>();
        files.forEach((name, parts) -> seals.put(name, Seal.of(parts)));
        return new Manifest(step, seals);
    }

    byte[] encode() {
        ObjectNode root = Json.OWN.createObjectNode();
        root.put("format", FORMAT);
        root.put("step", step);
        ObjectNode list = root.putObject("files");
        files.forEach(
                (name, seal) ->
                        list.putObject(name)
                                .put("bytes", seal.bytes())
                                .put("sha256", seal.sha256()));
        byte[] unsigned = Json.OWN.writeValueAsBytes(root);
        root.put("checksum", Sha256.of(List.of(ByteBuffer.wrap(unsigned))));
        return Json.OWN.writeValueAsBytes(root);
    }

    /**
     * @throws CheckpointException when the bytes are not exactly what {@link #encode()} gave
     */
    static Manifest parse(Path folder, byte[] bytes) {
        JsonNode root = tree(folder, bytes);
        int format = root.path("format").asInt(FORMAT);
        if (format > FORMAT) {
            throw new CheckpointException(
                    ("%s: written in checkpoint format %d by a newer Cardigan (or damaged), but"
                                    + " this version reads format %d; use the newer version")
                            .formatted(folder, format, FORMAT));
        }
        SortedMap<String, Seal> seals = new TreeMap<>();
        for (Map.Entry<String, JsonNode> file : root.path("files").properties()) {
            JsonNode seal = file.getValue();
            seals.put(
                    file.getKey(),
                    new Seal(seal.path("bytes").asLong(-1), seal.path("sha256").asString("")));
        }
        Manifest manifest = new Manifest(root.path("step").asLong(-1), seals);
        if (!Arrays.equals(bytes, manifest.encode())) {
            throw Checkpoint.damaged(folder, FILE + " does not match its own checksum");
        }
        // Ours by its sum, yet a forged one must not lead outside of its folder either.
        for (String name : seals.keySet()) {
            if (!SafeName.isSafe(name)) {
                throw Checkpoint.damaged(folder, FILE + " names the unsafe file '" + name + "'");
            }
        }
        return manifest;
    }

    private static JsonNode tree(Path folder, byte[] bytes) {
        try {
            return Json.OWN.readTree(bytes);
        } catch (JacksonException e) {
            throw new CheckpointException(
                    Checkpoint.damagedMessage(
                            folder, FILE + " is not valid JSON: " + Json.problem(e)),
                    e);
        }
    }
}
