package dev.cardigan.metric;

import dev.cardigan.error.DataException;
import dev.cardigan.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * A network that turns pictures into features. Scores from different extractors cannot be compared,
 * so each has a name and a hash that every score carries.
 */
public interface Extractor extends AutoCloseable {

    /** Short, with its version: part of the names of scores. */
    String name();

    /** SHA-256 of its weights, in hex. */
    String hash();

    /** How pictures of another size are brought to the size it looks at. */
    Resizer resizer();

    /** Channels of the pictures it takes; 0 when it takes grey and RGB alike. */
    int channels();

    /** Length of a feature vector. */
    int size();

    /** Number of classes it knows; 0 when it is no classifier. */
    int classes();

    /**
     * @param pictures [n, channels, height, width] in [-1, 1]
     */
    Features of(Tensor pictures);

    /**
     * What layers see on the way, [n, channels, height, width] each, fine ones first. In the
     * current scope, and gradients go back to the pictures: distances of pictures are made of it.
     *
     * @param pictures [n, channels, height, width] in [-1, 1]
     */
    List<Tensor> maps(Tensor pictures);

    /** Frees its weights. */
    @Override
    void close();

    /**
     * What an extractor sees in pictures.
     *
     * @param features [n, size], F32
     * @param logits [n, classes], F32; only of classifiers
     */
    record Features(Tensor features, Optional<Tensor> logits) {}

    /**
     * @throws DataException if pictures of this many channels are nothing for this extractor
     */
    static void requireChannels(Extractor extractor, long found, String what) {
        if (extractor.channels() != 0 && extractor.channels() != found) {
            throw new DataException(
                    "%s: the extractor %s takes %s pictures, found %s; choose another --extractor, or read the data with the other --colours"
                            .formatted(
                                    what,
                                    extractor.name(),
                                    colours(extractor.channels()),
                                    colours(found)));
        }
    }

    private static String colours(long channels) {
        return channels == 1 ? "grey" : "RGB";
    }
}
