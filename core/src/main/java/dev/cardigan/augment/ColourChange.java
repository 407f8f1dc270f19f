package dev.cardigan.augment;

import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Changes of colour of a batch as one affine map of (red, green, blue) a sample (Karras et al.
 * 2020, appendix B). The luma axis is (1, 1, 1) / sqrt 3.
 */
final class ColourChange {

    private static final int GREY = 1;
    private static final int RGB = 3;

    private final Matrix[] maps;

    private ColourChange(int batch) {
        this.maps = new Matrix[batch];
        Arrays.fill(maps, Matrix.identity(RGB + 1));
    }

    /**
     * @param pictures [batch, 1 or 3, height, width]
     * @throws ShapeException for another number of channels
     */
    static Tensor change(
            Tensor pictures, Set<Transform> transforms, Strengths strengths, Chances chances) {
        long channels = pictures.size(1);
        if (channels != GREY && channels != RGB) {
            throw new ShapeException(
                    "augment: changes of colour need pictures with 1 or 3 channels, found "
                            + pictures
                            + "; leave them out of augment.ada.transforms");
        }
        ColourChange change = new ColourChange(chances.batch());
        change.drawLuma(transforms, strengths, chances);
        if (channels == RGB) {
            change.drawChroma(transforms, strengths, chances);
        }
        return channels == RGB ? change.onColours(pictures) : change.onGrey(pictures);
    }

    private void drawLuma(Set<Transform> transforms, Strengths strengths, Chances chances) {
        if (transforms.contains(Transform.BRIGHTNESS)) {
            double[] more = chances.normal(n -> n * strengths.brightness(), 0);
            then(i -> Matrix.translation(more[i], more[i], more[i]));
        }
        if (transforms.contains(Transform.CONTRAST)) {
            double[] factor = chances.normal(n -> Math.pow(2, n * strengths.contrast()), 1);
            then(i -> Matrix.diagonal(factor[i], factor[i], factor[i]));
        }
        if (transforms.contains(Transform.LUMA_FLIP)) {
            double[] flipped = chances.uniform(u -> Math.floor(u * 2), 0);
            then(i -> alongLuma(1 - 2 * flipped[i], 1));
        }
    }

    private void drawChroma(Set<Transform> transforms, Strengths strengths, Chances chances) {
        if (transforms.contains(Transform.HUE)) {
            double[] angle = chances.uniform(u -> (u * 2 - 1) * Math.PI * strengths.hue(), 0);
            then(i -> aroundLuma(angle[i]));
        }
        if (transforms.contains(Transform.SATURATION)) {
            double[] factor = chances.normal(n -> Math.pow(2, n * strengths.saturation()), 1);
            then(i -> alongLuma(1, factor[i]));
        }
    }

    private void then(IntFunction<Matrix> next) {
        for (int i = 0; i < maps.length; i++) {
            maps[i] = next.apply(i).times(maps[i]);
        }
    }

    /** Scales the part along the luma axis and the part across it. */
    private static Matrix alongLuma(double along, double across) {
        double off = (along - across) / RGB;
        double on = across + off;
        return circulant(on, off, off);
    }

    /** Rodrigues' formula for the luma axis. */
    private static Matrix aroundLuma(double angle) {
        double cosine = Math.cos(angle);
        double third = (1 - cosine) / RGB;
        double sine = Math.sin(angle) / Math.sqrt(RGB);
        return circulant(cosine + third, third - sine, third + sine);
    }

    /** What is symmetric among the three colours: rows (a, b, c), (c, a, b), (b, c, a). */
    private static Matrix circulant(double a, double b, double c) {
        return Matrix.of(
                new double[] {a, b, c, 0},
                new double[] {c, a, b, 0},
                new double[] {b, c, a, 0},
                new double[] {0, 0, 0, 1});
    }

    private Tensor onColours(Tensor pictures) {
        Tensor affine = Matrix.stacked(maps, RGB).to(pictures.device()).to(pictures.dtype());
        Tensor flat = pictures.reshape(pictures.size(0), RGB, -1); // [batch, 3, pixels]
        return affine.narrow(2, 0, RGB)
                .matmul(flat)
                .add(affine.narrow(2, RGB, 1))
                .reshape(pictures.shape());
    }

    /** The luma of the map applied to grey. */
    private Tensor onGrey(Tensor pictures) {
        Tensor affine = Matrix.stacked(maps, RGB).to(pictures.device()).to(pictures.dtype());
        Tensor luma = affine.mean(false, 1); // [batch, 4]
        Tensor gain = luma.narrow(1, 0, RGB).sum(true, 1).reshape(-1, 1, 1, 1);
        return pictures.mul(gain).add(luma.narrow(1, RGB, 1).reshape(-1, 1, 1, 1));
    }
}
