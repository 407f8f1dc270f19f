package dev.cardigan.data;

import dev.cardigan.nn.Labels;
import dev.cardigan.nn.None;
import dev.cardigan.tensor.Tensor;
import java.util.function.BiFunction;

/**
 * What a GAN takes from a data set: which kind of data it opens, and how two tensors become its
 * batches.
 *
 * @param kind what it is fed with
 * @param batchSize samples in a batch unless the user says otherwise
 * @param batch from the two tensors of its kind to a batch
 */
public record Intake<B>(Kind kind, int batchSize, BiFunction<Tensor, Tensor, B> batch) {

    /** Kinds of data, and what the two tensors are. */
    public enum Kind {
        /** Samples [batch, ..] and their classes, I64 [batch]. */
        SAMPLES,
        /** The same, of data that must have classes. */
        LABELLED,
        /** Random parts of pictures, not resized, and their classes. */
        CROPS,
        /** Pictures in A and pictures in B, which have nothing to do with each other. */
        UNPAIRED,
        /** Pictures and what is to be made of each. */
        PAIRED
    }

    private static final int USUAL = 64;

    /** Of SRGAN: small parts of large pictures. */
    private static final int CROPS_AT_ONCE = 16;

    public static final Intake<Batch<None>> SAMPLES =
            new Intake<>(Kind.SAMPLES, USUAL, (real, classes) -> new Batch<>(real, None.NONE));

    public static final Intake<Batch<Labels>> LABELLED =
            new Intake<>(
                    Kind.LABELLED,
                    USUAL,
                    (real, classes) -> new Batch<>(real, new Labels(classes)));

    public static final Intake<Batch<None>> CROPS =
            new Intake<>(
                    Kind.CROPS, CROPS_AT_ONCE, (real, classes) -> new Batch<>(real, None.NONE));

    public static final Intake<Unpaired> UNPAIRED = new Intake<>(Kind.UNPAIRED, 1, Unpaired::new);

    public static final Intake<Paired> PAIRED = new Intake<>(Kind.PAIRED, 1, Paired::new);

    /** Whether it needs classes. */
    public boolean labelled() {
        return kind == Kind.LABELLED;
    }

    /** Whether it is fed with two kinds of pictures. */
    public boolean ofPairs() {
        return kind == Kind.UNPAIRED || kind == Kind.PAIRED;
    }
}
