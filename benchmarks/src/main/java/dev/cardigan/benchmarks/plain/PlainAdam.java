package dev.cardigan.benchmarks.plain;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.TensorVector;

/** JavaCPP's Adam with its betas where they belong. */
final class PlainAdam {

    private static final double DEFAULT_BETA_1 = 0.9;

    private PlainAdam() {}

    /**
     * Adam over these parameters, with beta2 = 0.999.
     *
     * <p>{@code betas()} points into a C++ tuple, which libstdc++ stores last element first, so
     * that index 0 is beta2 on Linux and beta1 elsewhere. Where the default of beta1 stands tells
     * which.
     */
    static Adam of(TensorVector parameters, double learningRate, double beta1) {
        AdamOptions options = new AdamOptions(learningRate);
        DoublePointer betas = options.betas();
        int index = betas.get(0) == DEFAULT_BETA_1 ? 0 : 1;
        betas.put(index, beta1);
        return new Adam(parameters, options);
    }
}
