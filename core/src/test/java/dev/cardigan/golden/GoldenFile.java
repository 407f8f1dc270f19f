package dev.cardigan.golden;

import dev.cardigan.checkpoint.SafeTensors;
import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.checkpoint.TensorFile;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * One case: the tensors and the metadata of a file. What it is is read from the metadata, never
 * from the file's name.
 *
 * @param id the case's name, or the architecture where the file has no such name
 */
record GoldenFile(Path path, String id, Config config, TensorFile content) {

    static GoldenFile read(Path path) {
        TensorFile content = SafeTensors.read(path);
        String id =
                content.metadata()
                        .getOrDefault("case", content.metadata().getOrDefault("architecture", ""));
        if (id.isEmpty()) {
            throw new IllegalArgumentException(
                    path + ": expected metadata 'case' or 'architecture', found neither");
        }
        String config = content.metadata().getOrDefault("config", "{}");
        return new GoldenFile(path, id, Config.parse(id, config), content);
    }

    /** Whether the metadata has this {@code case}, with or without the precision at its end. */
    boolean isCase(String name) {
        String found = content.metadata().getOrDefault("case", "");
        return found.equals(name) || found.equals(name + "_f32") || found.equals(name + "_f64");
    }

    Config tolerance() {
        return Config.parse(id + " tolerance", metadata("tolerance"));
    }

    String metadata(String key) {
        return Objects.requireNonNull(
                content.metadata().get(key), () -> id + ": no metadata '" + key + "'");
    }

    boolean has(String name) {
        return content.tensors().containsKey(name);
    }

    /** Names that start so, in the order of the file. */
    List<String> names(String prefix) {
        return content.tensors().keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .toList();
    }

    /** A fresh copy of a tensor, in the type it is stored in. */
    Tensor tensor(String name) {
        TensorData data =
                Objects.requireNonNull(
                        content.tensors().get(name), () -> id + ": no tensor '" + name + "'");
        return Tensor.of(data.bytes(), DType.valueOf(data.type().name()), data.shape());
    }
}
