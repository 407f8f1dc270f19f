package dev.cardigan.evaluation;

import dev.cardigan.checkpoint.SafeTensors;
import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.checkpoint.TensorFile;
import dev.cardigan.data.Dataset;
import dev.cardigan.data.Progress;
import dev.cardigan.data.RawPictures;
import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.StorageException;
import dev.cardigan.metric.Extractor;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.training.Snapshot;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is computed once for each data set and used in every measurement: trained extractors and the
 * features of real pictures. May be deleted at any time.
 *
 * @param folder where it lies
 */
public record MeasureCache(Path folder) {

    private static final System.Logger LOG = System.getLogger(MeasureCache.class.getName());

    /** System property that names another folder. */
    public static final String PLACE = "cardigan.cache";

    private static final int SHOWN = 16;
    private static final String FEATURES = "features";
    private static final String LOGITS = "logits";
    private static final String LABELS = "labels";

    /** {@code .cardigan/cache} in the home folder, or where {@code -Dcardigan.cache} says. */
    public static MeasureCache usual() {
        String chosen = System.getProperty(PLACE, "");
        return new MeasureCache(
                chosen.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".cardigan", "cache")
                        : Path.of(chosen));
    }

    /**
     * Where the classifier trained on a data set lies, or will lie.
     *
     * @throws StorageException if the folder cannot be made
     */
    public Path extractor(Dataset<RawPictures> set) {
        return inside("extractors", shortened(set.fingerprint()) + "-v1");
    }

    /**
     * Features of a data set, from the disk where they are there.
     *
     * @throws StorageException if they cannot be written
     */
    public FeatureSet features(Extractor extractor, Dataset<RawPictures> set, Progress progress) {
        if (extractor instanceof NoExtractor) {
            return FeatureSet.unseen();
        }
        Extractor.requireChannels(extractor, set.shape().channels(), set.name());
        Path file =
                inside(
                        "features",
                        shortened(set.fingerprint()) + "-" + shortened(extractor.hash()));
        return stored(file, set)
                .orElseGet(
                        () -> {
                            FeatureSet fresh = FeatureSet.of(extractor, set, progress);
                            SafeTensors.write(file, TensorFile.of(data(fresh)));
                            return fresh;
                        });
    }

    private static Optional<FeatureSet> stored(Path file, Dataset<RawPictures> set) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Map<String, Tensor> tensors = Snapshot.tensors(SafeTensors.read(file).tensors());
            Tensor features = tensors.get(FEATURES);
            Tensor labels = tensors.get(LABELS);
            if (features != null && labels != null && features.size(0) == set.size()) {
                return Optional.of(
                        FeatureSet.of(features, Optional.ofNullable(tensors.get(LOGITS)), labels));
            }
            LOG.log(Level.WARNING, "{0}: not the features of this data; made anew", file);
        } catch (CheckpointException damaged) {
            LOG.log(Level.WARNING, "{0}; the features are made anew", damaged.getMessage());
        }
        return Optional.empty();
    }

    private static Map<String, TensorData> data(FeatureSet set) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put(FEATURES, set.features());
        tensors.put(LABELS, set.labels());
        set.logits().ifPresent(logits -> tensors.put(LOGITS, logits));
        Map<String, TensorData> data = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> data.put(name, Snapshot.data(tensor)));
        return data;
    }

    private Path inside(String kind, String name) {
        Path parent = folder.resolve(kind);
        try {
            Files.createDirectories(parent);
        } catch (IOException failure) {
            throw new StorageException(
                    "%s: the folder of measured features cannot be made (%s); choose another with JAVA_OPTS=-Dcardigan.cache=FOLDER"
                            .formatted(parent, failure),
                    failure);
        }
        return parent.resolve(name + SafeTensors.EXTENSION);
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(SHOWN, hash.length()));
    }
}
