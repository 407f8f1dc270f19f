package dev.cardigan.checkpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one safetensors file holds.
 *
 * @param tensors the tensors by name, in the order of their bytes when read from a file
 * @param metadata free text by key, the file's {@code __metadata__}; often empty
 */
public record TensorFile(Map<String, TensorData> tensors, Map<String, String> metadata) {

    public TensorFile {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Tensors without metadata. */
    public static TensorFile of(Map<String, TensorData> tensors) {
        return new TensorFile(tensors, Map.of());
    }
}
