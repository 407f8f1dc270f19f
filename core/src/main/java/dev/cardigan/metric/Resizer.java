package dev.cardigan.metric;

import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Tensor;

/** How pictures [n, channels, height, width] get another size before features are taken. */
public enum Resizer {
    /**
     * Two taps, also when shrinking, which then aliases: what the reference FID network has in
     * front of it. Right for numbers that are compared with published ones.
     */
    BILINEAR,
    /**
     * A triangle whose width grows with the reduction, rows and columns apart, unrounded: what
     * Pillow's antialiased bilinear does. Equal to {@link #BILINEAR} when enlarging. Parmar et al.
     * 2022, https://arxiv.org/abs/2104.11222, on why this matters.
     */
    ANTIALIASED;

    public Tensor apply(Tensor pictures, long height, long width) {
        if (pictures.size(2) == height && pictures.size(3) == width) {
            return pictures;
        }
        return switch (this) {
            case BILINEAR -> pictures.resizeBilinear(height, width);
            case ANTIALIASED -> {
                Tensor down = triangles(pictures.size(2), height, pictures); // [height, rows]
                Tensor across = triangles(pictures.size(3), width, pictures); // [width, columns]
                yield down.matmul(pictures).matmul(across.transpose(0, 1));
            }
        };
    }

    /** Row i holds the weights with which inputs make output i; they sum to 1. */
    private static Tensor triangles(long inputs, long outputs, Tensor like) {
        double[] weights = new double[Math.toIntExact(inputs * outputs)];
        double scale = inputs / (double) outputs;
        double reach = Math.max(1, scale);
        for (int output = 0; output < outputs; output++) {
            double centre = (output + 0.5) * scale;
            int row = Math.toIntExact(output * inputs);
            double sum = 0;
            for (int input = 0; input < inputs; input++) {
                double weight = Math.max(0, 1 - Math.abs(input + 0.5 - centre) / reach);
                weights[row + input] = weight;
                sum += weight;
            }
            for (int input = 0; input < inputs; input++) {
                weights[row + input] /= sum;
            }
        }
        Tensor made = Tensor.of(weights, outputs, inputs);
        return made.to(like.dtype() == DType.F64 ? DType.F64 : DType.F32).to(like.device());
    }

    /** As it stands in a score's stamp. */
    public String inWords() {
        return switch (this) {
            case BILINEAR -> "bilinear without antialiasing";
            case ANTIALIASED -> "antialiased triangle";
        };
    }
}
