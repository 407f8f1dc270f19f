package dev.cardigan.cli;

import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.checkpoint.torch.StateDictionary;
import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.ConfigException;
import dev.cardigan.metric.WeightFile;
import dev.cardigan.zoo.official.Shapes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weight files an import reads, as one.
 *
 * @param tensors of all files; those of {@code NAME=FILE} have names that begin with {@code NAME.}
 * @param origins what was read, for the run's record
 */
record WeightSources(Map<String, TensorData> tensors, List<Map<String, Object>> origins) {

    /**
     * @param arguments {@code FILE} or {@code NAME=FILE}
     * @throws ConfigException for files that are not there
     * @throws CheckpointException for files that cannot be read, and for names in two of them
     */
    static WeightSources of(List<String> arguments) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        List<Map<String, Object>> origins = new ArrayList<>();
        for (String argument : arguments) {
            int equals = Files.exists(Path.of(argument)) ? -1 : argument.indexOf('=');
            String part = equals < 0 ? "" : argument.substring(0, equals) + ".";
            Path file = existing(argument.substring(equals + 1));
            Map<String, TensorData> read = StateDictionary.read(file).tensors();
            read.forEach(
                    (name, tensor) -> {
                        if (tensors.put(part + name, tensor) != null) {
                            throw new CheckpointException(
                                    "%s: a weight '%s' is in another file as well; say which network each is of, as in G_A=%s"
                                            .formatted(file, name, file));
                        }
                    });
            Map<String, Object> origin = new LinkedHashMap<>();
            origin.put("file", String.valueOf(file.getFileName()));
            origin.put("as", part.isEmpty() ? "" : part.substring(0, part.length() - 1));
            origin.put("tensors", read.size());
            origin.put("hash", WeightFile.hash(read));
            origins.add(origin);
        }
        return new WeightSources(tensors, List.copyOf(origins));
    }

    private static Path existing(String text) {
        Path file = Path.of(text);
        if (!Files.isRegularFile(file)) {
            throw new ConfigException(
                    "expected a weight file (.safetensors, .pt, .pth) or NAME=FILE, found '%s', which is no file"
                            .formatted(text));
        }
        return file;
    }

    Shapes shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        String files =
                String.join(
                        ", ",
                        origins.stream()
                                .map(each -> each.get("file"))
                                .map(String::valueOf)
                                .toList());
        return new Shapes(files, shapes);
    }
}
