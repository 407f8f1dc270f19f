package dev.cardigan.tensor;

/**
 * What a layer computes with: a parameter as it is, or one that is normalised each time it is used.
 */
public interface Weight {

    /** The tensor to compute with now; its shape is that of the parameter behind it. */
    Tensor value();

    /** The trained tensor itself, before any normalisation. */
    Parameter parameter();
}
