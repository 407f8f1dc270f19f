package dev.cardigan.tensor;

/**
 * Where random numbers come from: a {@link RandomStream}, or numbers written down beforehand. All
 * on the CPU.
 */
public interface RandomSource {

    /** Standard normal numbers, F32. */
    Tensor normal(long... shape);

    /** Numbers uniform in [low, high), F32. */
    Tensor uniform(double low, double high, long... shape);

    /** Whole numbers uniform in 0 .. bound-1, I64. */
    Tensor integers(long bound, long... shape);
}
