package dev.cardigan.evaluation;

import dev.cardigan.data.Dataset;
import dev.cardigan.data.Progress;
import dev.cardigan.data.RawPictures;
import dev.cardigan.data.Sample;
import dev.cardigan.error.DataException;
import dev.cardigan.metric.Extractor;
import dev.cardigan.metric.FrechetDistance.Moments;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What an extractor sees in a set of pictures; belongs to the scope it was made in.
 *
 * @param features [n, size], F32
 * @param logits [n, classes], F32; only of classifiers
 * @param labels I64 [n], as the data says; all 0 where it has no classes
 * @param moments mean and covariance of the features
 */
public record FeatureSet(Tensor features, Optional<Tensor> logits, Tensor labels, Moments moments) {

    /** Pictures seen at once: one shape of batch is fast, and bounds the memory. */
    private static final int BATCH = 128;

    /** The same for extractors that enlarge their pictures. */
    private static final int LARGE_BATCH = 16;

    private static final int MANY_FEATURES = 1024;

    private record Part(Tensor features, Optional<Tensor> logits, Tensor labels) {}

    /**
     * Looks at every picture of a set, in its order.
     *
     * @throws DataException for grey against RGB and for fewer than 2 pictures
     */
    public static FeatureSet of(Extractor extractor, Dataset<RawPictures> set, Progress progress) {
        if (extractor instanceof NoExtractor) {
            return unseen();
        }
        Extractor.requireChannels(extractor, set.shape().channels(), set.name());
        if (set.size() < 2) {
            throw new DataException(
                    "%s: expected at least 2 pictures to measure, found %d"
                            .formatted(set.name(), set.size()));
        }
        return Scope.tidy(
                () -> {
                    List<Part> parts = new ArrayList<>();
                    int batch = extractor.size() > MANY_FEATURES ? LARGE_BATCH : BATCH;
                    for (int from = 0; from < set.size(); from += batch) {
                        int start = from;
                        int end = Math.min(from + batch, set.size());
                        parts.add(Scope.tidy(() -> part(extractor, set, start, end)));
                        progress.report("features of " + set.name(), end, set.size());
                    }
                    return joined(parts);
                });
    }

    /** Of pictures that no extractor looks at. */
    static FeatureSet unseen() {
        return of(Tensor.zeros(2, 1), Optional.empty(), Tensor.of(new long[2], 2));
    }

    private static Part part(Extractor extractor, Dataset<RawPictures> set, int from, int to) {
        Sample sample = PictureData.sample(set, from, to);
        Extractor.Features seen = extractor.of(sample.real());
        return new Part(seen.features(), seen.logits(), sample.classes());
    }

    private static FeatureSet joined(List<Part> parts) {
        Optional<Tensor> logits =
                parts.get(0).logits().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                joined(
                                        parts.stream()
                                                .map(part -> part.logits().orElseThrow())
                                                .toList(),
                                        0));
        return of(
                joined(parts.stream().map(Part::features).toList(), 0),
                logits,
                joined(parts.stream().map(Part::labels).toList(), 0));
    }

    private static Tensor joined(List<Tensor> parts, int axis) {
        return parts.get(0).cat(axis, parts.subList(1, parts.size()).toArray(Tensor[]::new));
    }

    static FeatureSet of(Tensor features, Optional<Tensor> logits, Tensor labels) {
        return new FeatureSet(features, logits, labels, Moments.of(features));
    }

    public long count() {
        return features.size(0);
    }

    /** The class the extractor answers with for each sample, [n]; empty when it is none. */
    public Optional<long[]> answers() {
        return logits.map(scores -> Scope.tidy(() -> scores.argmax(1)).toLongs());
    }

    /**
     * The pictures at these places, one place as often as it is named.
     *
     * @throws DataException for fewer than 2 places
     */
    FeatureSet at(long... places) {
        Tensor rows = Tensor.of(places, places.length);
        return of(
                features.indexSelect(0, rows),
                logits.map(scores -> scores.indexSelect(0, rows)),
                labels.indexSelect(0, rows));
    }

    /** Features of one class, as the labels say. */
    Tensor ofClass(int label) {
        long[] all = labels.toLongs();
        long[] rows =
                IntStream.range(0, all.length)
                        .filter(i -> all[i] == label)
                        .asLongStream()
                        .toArray();
        return features.indexSelect(0, Tensor.of(rows, rows.length));
    }
}
