package dev.cardigan.metric;

import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.checkpoint.TensorFile;
import dev.cardigan.checkpoint.torch.StateDictionary;
import dev.cardigan.error.CheckpointException;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Weights of an extractor on the disk.
 *
 * @param hash SHA-256 in hex over names, types, shapes and bytes: independent of the file they lie
 *     in and of their order there
 */
public record WeightFile(Path path, TensorFile content, String hash) {

    /**
     * Reads safetensors, or a state dictionary of PyTorch.
     *
     * @throws CheckpointException if it is no sound one
     */
    public static WeightFile read(Path path) {
        TensorFile content = StateDictionary.read(path);
        return new WeightFile(path, content, hash(content.tensors()));
    }

    /** SHA-256 in hex of weights, whatever their order. */
    public static String hash(Map<String, TensorData> weights) {
        MessageDigest digest = digest();
        new TreeMap<>(weights)
                .forEach(
                        (name, data) -> {
                            String head =
                                    name + " " + data.type() + Arrays.toString(data.shape()) + "\n";
                            digest.update(head.getBytes(StandardCharsets.UTF_8));
                            digest.update(data.bytes());
                        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is missing from this JVM", impossible);
        }
    }

    /** The tensors of the current scope, floating ones as F32. */
    Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        content.tensors().forEach((name, data) -> tensors.put(name, tensor(name, data)));
        return tensors;
    }

    private static Tensor tensor(String name, TensorData data) {
        if (data.type() == TensorData.Type.I16 || data.type() == TensorData.Type.I8) {
            throw new CheckpointException(
                    "weight '%s' has type %s, which no extractor has".formatted(name, data.type()));
        }
        Tensor stored = Tensor.of(data.bytes(), DType.valueOf(data.type().name()), data.shape());
        return stored.dtype().isFloating() ? stored.to(DType.F32) : stored;
    }

    /** Tensors as bytes for a file. */
    static Map<String, TensorData> data(Map<String, Tensor> tensors) {
        Map<String, TensorData> data = new LinkedHashMap<>();
        tensors.forEach(
                (name, tensor) ->
                        data.put(
                                name,
                                new TensorData(
                                        TensorData.Type.valueOf(tensor.dtype().name()),
                                        tensor.shape(),
                                        tensor.bytes())));
        return data;
    }

    /** What is wrong with this file, with what tells it apart from others. */
    CheckpointException wrong(String reason) {
        return new CheckpointException(
                "%s (weights %s, %d tensors such as %s): %s"
                        .formatted(
                                path,
                                hash.substring(0, 12),
                                content.tensors().size(),
                                content.tensors().keySet().stream().limit(3).toList(),
                                reason));
    }
}
