package dev.cardigan.latent;

import dev.cardigan.checkpoint.SafeTensors;
import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.checkpoint.TensorFile;
import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.ConfigException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Directions in a space of codes, kept in one safetensors file.
 *
 * @param space {@code w} or {@code z}
 * @param method how they were found
 * @param layers they were found in and move
 * @param model hash of the weights they belong to
 * @param names one for each
 * @param vectors unit vectors, [count, length] row after row
 * @param deviations how far codes spread along each: one unit of strength
 * @param merits what the method says of each: a share of the eigenvalues, or an accuracy
 */
@SuppressWarnings("ArrayRecordComponent") // shared between the tools of this package
public record Directions(
        String space,
        String method,
        Layers layers,
        String model,
        List<String> names,
        float[] vectors,
        float[] deviations,
        float[] merits) {

    private static final String KIND = "cardigan.directions";
    private static final String FORMAT = "1";
    private static final String SEPARATOR = "\n";

    public Directions {
        names = List.copyOf(names);
    }

    public int count() {
        return names.size();
    }

    public int length() {
        return vectors.length / count();
    }

    /** One direction times its deviation: what a code moves by at strength 1. */
    public float[] step(int index) {
        float[] step = Arrays.copyOfRange(vectors, index * length(), (index + 1) * length());
        for (int i = 0; i < step.length; i++) {
            step[i] *= deviations[index];
        }
        return step;
    }

    /**
     * The place of a direction that a user names.
     *
     * @param text a name, or a number from 0
     * @throws ConfigException if there is none
     */
    public int find(String text) {
        int named = names.indexOf(text);
        if (named >= 0) {
            return named;
        }
        if (text.matches("\\d{1,6}") && Integer.parseInt(text) < count()) {
            return Integer.parseInt(text);
        }
        throw new ConfigException(
                "--direction: expected a number of 0 to %d or one of %s, found '%s'"
                        .formatted(count() - 1, String.join(", ", names), text));
    }

    /**
     * @throws dev.cardigan.error.StorageException if it cannot be written
     */
    public void write(Path file) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put("vectors", TensorData.of(vectors, count(), length()));
        tensors.put("deviations", TensorData.of(deviations, count()));
        tensors.put("merits", TensorData.of(merits, count()));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(KIND, FORMAT);
        metadata.put("space", space);
        metadata.put("method", method);
        metadata.put("layers", layers.first() + "-" + layers.last());
        metadata.put("model", model);
        metadata.put("names", String.join(SEPARATOR, names));
        SafeTensors.write(file, new TensorFile(tensors, metadata));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws CheckpointException if it is another file
     */
    public static Directions read(Path file) {
        TensorFile content = SafeTensors.read(file);
        Map<String, String> said = content.metadata();
        String layers = said.getOrDefault("layers", "");
        if (!FORMAT.equals(said.get(KIND)) || !layers.matches("\\d{1,4}-\\d{1,4}")) {
            throw wrong(file, "found another kind of file");
        }
        String[] ends = layers.split("-", -1);
        List<String> names = List.of(said.getOrDefault("names", "").split(SEPARATOR, -1));
        float[] vectors = floats(file, content, "vectors");
        float[] deviations = floats(file, content, "deviations");
        float[] merits = floats(file, content, "merits");
        boolean fits =
                vectors.length > 0
                        && vectors.length % names.size() == 0
                        && deviations.length == names.size()
                        && merits.length == names.size();
        if (!fits) {
            throw wrong(
                    file,
                    "found %d names, %d values, %d deviations and %d merits"
                            .formatted(
                                    names.size(),
                                    vectors.length,
                                    deviations.length,
                                    merits.length));
        }
        return new Directions(
                said.getOrDefault("space", ""),
                said.getOrDefault("method", ""),
                new Layers(Integer.parseInt(ends[0]), Integer.parseInt(ends[1])),
                said.getOrDefault("model", ""),
                names,
                vectors,
                deviations,
                merits);
    }

    private static float[] floats(Path file, TensorFile content, String name) {
        TensorData data = content.tensors().get(name);
        if (data == null || data.type() != TensorData.Type.F32) {
            throw wrong(file, "found no F32 tensor '" + name + "'");
        }
        FloatBuffer values = data.bytes().asFloatBuffer();
        float[] all = new float[values.remaining()];
        values.get(all);
        return all;
    }

    private static CheckpointException wrong(Path file, String found) {
        return new CheckpointException(
                "%s: expected directions made by 'cardigan latent directions', %s"
                        .formatted(file, found));
    }
}
