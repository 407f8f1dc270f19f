package dev.cardigan.benchmarks.work;

import java.util.List;

/** A fully connected layer from {@code in} to {@code out} values. */
public record Product(int in, int out) {

    /** Floating-point operations of a forward pass through these layers, for one sample. */
    public static long flops(List<Product> layers) {
        return layers.stream().mapToLong(layer -> Flops.product(1, layer.in, layer.out)).sum();
    }
}
