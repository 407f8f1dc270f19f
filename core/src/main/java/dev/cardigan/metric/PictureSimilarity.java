package dev.cardigan.metric;

import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How alike two pictures are, pixel by pixel and structure by structure. Pictures are [n, channels,
 * height, width] with values 0 to 255; everything is computed in F64.
 */
public final class PictureSimilarity {

    private static final double RANGE = 255;
    private static final double C1 = (0.01 * RANGE) * (0.01 * RANGE);
    private static final double C2 = (0.03 * RANGE) * (0.03 * RANGE);
    private static final int WINDOW = 11;
    private static final double SIGMA = 1.5;
    private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};

    private PictureSimilarity() {}

    /** Whether means of a scale are taken for each channel or over all, before scales multiply. */
    public enum Means {
        /** As Wang et al. do. */
        PER_CHANNEL,
        /** As Karras et al. do; the window shrinks with the picture. */
        PER_PICTURE
    }

    /** Mean absolute difference as a share of the range, [n]; 0 for equal pictures. */
    public static double[] distance(Tensor pictures, Tensor others) {
        requireSame(pictures, others);
        return untracked(() -> pictures.to(DType.F64).sub(others.to(DType.F64)).abs().div(RANGE))
                .mean(false, 1, 2, 3)
                .toDoubles();
    }

    /** Peak signal to noise ratio in dB, [n]; infinite for equal pictures. */
    public static double[] psnr(Tensor pictures, Tensor others) {
        requireSame(pictures, others);
        double[] errors =
                untracked(() -> pictures.to(DType.F64).sub(others.to(DType.F64)).square())
                        .mean(false, 1, 2, 3)
                        .toDoubles();
        return Arrays.stream(errors).map(error -> 10 * Math.log10(RANGE * RANGE / error)).toArray();
    }

    /**
     * The same of the luma of RGB pictures (ITU-R BT.601, 16 to 235) without {@code border} pixels
     * at every side, as super-resolution papers report it.
     */
    public static double[] psnrOfLuma(Tensor pictures, Tensor others, long border) {
        return psnr(luma(pictures, border), luma(others, border));
    }

    /** Structural similarity of the same luma, [n]. */
    public static double[] ssimOfLuma(Tensor pictures, Tensor others, long border) {
        return ssim(luma(pictures, border), luma(others, border));
    }

    private static Tensor luma(Tensor pictures, long border) {
        if (pictures.size(1) != 3) {
            throw new ShapeException("luma: expected 3 channels, found " + pictures.size(1));
        }
        Tensor inner =
                pictures.to(DType.F64)
                        .narrow(2, border, pictures.size(2) - 2 * border)
                        .narrow(3, border, pictures.size(3) - 2 * border);
        Tensor weights =
                Tensor.of(new double[] {65.481 / 255, 128.553 / 255, 24.966 / 255}, 1, 3, 1, 1);
        return inner.mul(weights).sum(true, 1).add(16);
    }

    /** Structural similarity, [n]. Wang et al. 2004, IEEE Transactions on Image Processing 13. */
    public static double[] ssim(Tensor pictures, Tensor others) {
        requireSame(pictures, others);
        return untracked(
                        () ->
                                Scale.of(
                                                pictures.to(DType.F64),
                                                others.to(DType.F64),
                                                WINDOW,
                                                SIGMA)
                                        .full()
                                        .mean(false, 1))
                .toDoubles();
    }

    /**
     * Structural similarity over {@code levels} scales, [n]. Wang, Simoncelli and Bovik 2003; in
     * the form of Karras et al. 2018 (https://arxiv.org/abs/1710.10196) where means are per
     * picture.
     *
     * @param levels 1 to 5; the weights of the first ones are scaled to sum 1
     * @throws ShapeException where pictures are too small for that many levels
     */
    public static double[] multiScale(Tensor pictures, Tensor others, int levels, Means means) {
        requireSame(pictures, others);
        return untracked(
                        () ->
                                scales(
                                        pictures.to(DType.F64),
                                        others.to(DType.F64),
                                        weights(levels),
                                        means))
                .toDoubles();
    }

    private static double[] weights(int levels) {
        double[] first = Arrays.copyOf(WEIGHTS, levels);
        double sum = levels == WEIGHTS.length ? 1 : Arrays.stream(first).sum();
        return Arrays.stream(first).map(weight -> weight / sum).toArray();
    }

    private static Tensor scales(Tensor x, Tensor y, double[] weights, Means means) {
        Tensor product = Tensor.ones(1).to(DType.F64);
        for (int level = 0; level < weights.length; level++) {
            Scale scale = scale(x, y, means);
            boolean last = level == weights.length - 1;
            Tensor part = last ? scale.full() : scale.contrast(); // [n, channels]
            Tensor mean = means == Means.PER_CHANNEL ? part : part.mean(true, 1);
            product = product.mul(mean.clamp(0, 1).pow(weights[level]));
            if (!last) {
                x = x.averagePool(2);
                y = y.averagePool(2);
            }
        }
        return product.mean(false, 1);
    }

    private static Scale scale(Tensor x, Tensor y, Means means) {
        int side = (int) Math.min(x.size(2), x.size(3));
        if (means == Means.PER_CHANNEL && side < WINDOW) {
            throw new ShapeException(
                    "MS-SSIM: a scale of %d pixels is smaller than its window of %d; take fewer levels or larger pictures"
                            .formatted(side, WINDOW));
        }
        int window = Math.min(WINDOW, side);
        return Scale.of(x, y, window, SIGMA * window / WINDOW);
    }

    /** Means over positions of the two factors of one scale, each [n, channels]. */
    private record Scale(Tensor full, Tensor contrast) {

        static Scale of(Tensor x, Tensor y, int window, double sigma) {
            double[] bell = bell(window, sigma);
            Tensor meanX = blurred(x, bell);
            Tensor meanY = blurred(y, bell);
            Tensor varianceX = blurred(x.square(), bell).sub(meanX.square());
            Tensor varianceY = blurred(y.square(), bell).sub(meanY.square());
            Tensor covariance = blurred(x.mul(y), bell).sub(meanX.mul(meanY));
            Tensor contrast = covariance.mul(2).add(C2).div(varianceX.add(varianceY).add(C2));
            Tensor light =
                    meanX.mul(meanY).mul(2).add(C1).div(meanX.square().add(meanY.square()).add(C1));
            return new Scale(light.mul(contrast).mean(false, 2, 3), contrast.mean(false, 2, 3));
        }

        private static double[] bell(int window, double sigma) {
            double[] bell = new double[window];
            double middle = (window - 1) / 2.0;
            Arrays.setAll(bell, i -> Math.exp(-(i - middle) * (i - middle) / (2 * sigma * sigma)));
            double sum = Arrays.stream(bell).sum();
            return Arrays.stream(bell).map(value -> value / sum).toArray();
        }

        /** At positions where the whole window lies inside the picture. */
        private static Tensor blurred(Tensor x, double[] bell) {
            long n = x.size(0);
            long channels = x.size(1);
            Tensor planes = x.reshape(n * channels, 1, x.size(2), x.size(3));
            Tensor down = Tensor.of(bell, 1, 1, bell.length, 1);
            Tensor across = Tensor.of(bell, 1, 1, 1, bell.length);
            Tensor blurred =
                    planes.conv(down, Optional.empty(), 1, 0, 1, 1)
                            .conv(across, Optional.empty(), 1, 0, 1, 1);
            return blurred.reshape(n, channels, blurred.size(2), blurred.size(3));
        }
    }

    private static Tensor untracked(Supplier<Tensor> body) {
        return Gradient.untracked(() -> Scope.tidy(body));
    }

    private static void requireSame(Tensor pictures, Tensor others) {
        List<Long> shape = Arrays.stream(pictures.shape()).boxed().toList();
        List<Long> other = Arrays.stream(others.shape()).boxed().toList();
        if (shape.size() != 4 || !shape.equals(other)) {
            throw new ShapeException(
                    "similarity of pictures: expected two sets of one shape [n, channels, height, width], found %s and %s"
                            .formatted(shape, other));
        }
    }
}
