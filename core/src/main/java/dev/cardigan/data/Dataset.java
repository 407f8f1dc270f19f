package dev.cardigan.data;

import java.util.List;

/**
 * A finite set of samples that can be loaded in any order, any number of times, with the same
 * result.
 *
 * @param <R> a raw batch in Java memory; the training thread turns it into tensors
 */
public interface Dataset<R> {

    /** What to call it in logs and reports. */
    String name();

    /** The number of samples. */
    int size();

    /** The shape of one sample. */
    SampleShape shape();

    /** The class names, in the order of their labels; empty when unlabelled. */
    List<String> classes();

    /** SHA-256 in hex of what is in the set; the same content gives the same text in every run. */
    String fingerprint();

    /**
     * Loads the samples at {@code indices}, in that order. May be called from any thread.
     *
     * @throws dev.cardigan.error.DataException if an index is outside the set or a sample can no
     *     longer be read
     */
    R load(int[] indices);

    /**
     * Loads for training. Sets that show another part of a sample at every visit (crops, mirror
     * images) draw it from {@code visit}; the same visit gives the same result.
     *
     * @param visit samples handed out before these, over all epochs
     */
    default R load(int[] indices, long visit) {
        return load(indices);
    }
}
