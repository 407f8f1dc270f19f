package dev.cardigan.augment;

import dev.cardigan.nn.FirFilter;
import dev.cardigan.nn.FirResample;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Flips, turns, scales and shifts of a batch as one map a sample from places in the result to
 * places in the picture, in pixels from its centre, carried out in a single resampling at twice the
 * resolution (Karras et al. 2020, appendix B).
 */
final class Geometry {

    /** Low-pass taps of the orthogonal wavelet sym6 (Daubechies 1992). */
    private static final FirFilter LOW_PASS =
            FirFilter.of(
                    0.015404109327027373,
                    0.0034907120842174702,
                    -0.11799011114819057,
                    -0.048311742585633,
                    0.4910559419267466,
                    0.787641141030194,
                    0.3379294217276218,
                    -0.07263752278646252,
                    -0.021060292512300564,
                    0.04472490177066578,
                    0.0017677118642428036,
                    -0.007800708325034148);

    private static final int SCALING = 2;

    /** Pixels beyond the border, on each side, that the filter of both passes looks at. */
    private static final int REACH = 6;

    private static final FirResample ENLARGE = FirResample.upsample(LOW_PASS, SCALING);
    private static final FirResample SHRINK =
            FirResample.downsample(LOW_PASS.flipped(), SCALING)
                    .padded(-REACH, -REACH, -REACH, -REACH);

    private final Set<Transform> transforms;
    private final Strengths strengths;
    private final Chances chances;
    private final int height;
    private final int width;
    private final Matrix[] inverse;

    private Geometry(
            Set<Transform> transforms,
            Strengths strengths,
            Chances chances,
            int height,
            int width) {
        this.transforms = transforms;
        this.strengths = strengths;
        this.chances = chances;
        this.height = height;
        this.width = width;
        this.inverse = new Matrix[chances.batch()];
        Arrays.fill(inverse, Matrix.identity(3));
    }

    /**
     * @param pictures [batch, channels, height, width]
     */
    static Tensor change(
            Tensor pictures, Set<Transform> transforms, Strengths strengths, Chances chances) {
        Geometry geometry =
                new Geometry(
                        transforms,
                        strengths,
                        chances,
                        (int) pictures.size(2),
                        (int) pictures.size(3));
        geometry.drawBlits();
        geometry.drawGeneral();
        return geometry.carryOut(pictures);
    }

    private void drawBlits() {
        if (transforms.contains(Transform.X_FLIP)) {
            double[] flipped = chances.uniform(u -> Math.floor(u * 2), 0);
            then(i -> Matrix.diagonal(1 - 2 * flipped[i], 1));
        }
        if (transforms.contains(Transform.QUARTER_TURN)) {
            double[] quarters = chances.uniform(u -> Math.floor(u * 4), 0);
            then(i -> Matrix.rotation(Math.PI / 2 * quarters[i]));
        }
        if (transforms.contains(Transform.INTEGER_SHIFT)) {
            double[][] by = chances.uniformPairs(u -> (u * 2 - 1) * strengths.integerShift(), 0);
            then(i -> shift(Math.rint(by[i][0] * width), Math.rint(by[i][1] * height)));
        }
    }

    private void drawGeneral() {
        if (transforms.contains(Transform.SCALE)) {
            double[] factor = chances.normal(n -> Math.pow(2, n * strengths.scale()), 1);
            then(i -> Matrix.diagonal(1 / factor[i], 1 / factor[i]));
        }
        drawRotation();
        if (transforms.contains(Transform.STRETCH)) {
            double[] factor = chances.normal(n -> Math.pow(2, n * strengths.stretch()), 1);
            then(i -> Matrix.diagonal(1 / factor[i], factor[i]));
        }
        drawRotation();
        if (transforms.contains(Transform.FRACTIONAL_SHIFT)) {
            double[][] by = chances.normalPairs(n -> n * strengths.fractionalShift(), 0);
            then(i -> shift(by[i][0] * width, by[i][1] * height));
        }
    }

    /** Before and after stretching, each so likely that at least one happens with p. */
    private void drawRotation() {
        if (transforms.contains(Transform.ROTATION)) {
            double likely = 1 - Math.sqrt(Math.max(0, 1 - chances.probability()));
            double[] angle =
                    chances.uniform(likely, u -> (u * 2 - 1) * Math.PI * strengths.rotation(), 0);
            then(i -> Matrix.rotation(angle[i]));
        }
    }

    private static Matrix shift(double x, double y) {
        return Matrix.translation(-x, -y);
    }

    private void then(IntFunction<Matrix> next) {
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = inverse[i].times(next.apply(i));
        }
    }

    private Tensor carryOut(Tensor pictures) {
        Margin margin = margin();
        Tensor large =
                ENLARGE.forward(
                        pictures.padReflect(
                                margin.left(), margin.right(), margin.top(), margin.bottom()));
        int outHeight = (height + REACH) * SCALING;
        int outWidth = (width + REACH) * SCALING;
        Matrix outOf = Matrix.diagonal(outWidth / 2.0, outHeight / 2.0);
        Matrix into = Matrix.diagonal(2.0 / large.size(3), 2.0 / large.size(2));
        Matrix[] maps = new Matrix[inverse.length];
        for (int i = 0; i < maps.length; i++) {
            maps[i] = into.times(enlarged(inverse[i], margin)).times(outOf);
        }
        Tensor matrices = Matrix.stacked(maps, 2).to(pictures.device()).to(pictures.dtype());
        return SHRINK.forward(AffineSampling.of(large, matrices, outHeight, outWidth));
    }

    /** The same map among pixels of the padded, enlarged picture. */
    private static Matrix enlarged(Matrix map, Margin margin) {
        double x = (margin.left() - margin.right()) / 2.0;
        double y = (margin.top() - margin.bottom()) / 2.0;
        // Enlargement leaves the first pixel in its place, so the centre moves by half a pixel.
        return Matrix.translation(-0.5, -0.5)
                .times(Matrix.diagonal(SCALING, SCALING))
                .times(Matrix.translation(x, y))
                .times(map)
                .times(Matrix.diagonal(1.0 / SCALING, 1.0 / SCALING))
                .times(Matrix.translation(0.5, 0.5));
    }

    private record Margin(int left, int right, int top, int bottom) {}

    /** What any sample of the batch reads beyond the picture; mirroring allows at most side - 1. */
    private Margin margin() {
        double centreX = (width - 1) / 2.0;
        double centreY = (height - 1) / 2.0;
        double[] most = new double[4];
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        for (Matrix map : inverse) {
            for (int corner = 0; corner < 4; corner++) {
                double x = (corner & 1) == 0 ? -centreX : centreX;
                double y = (corner & 2) == 0 ? -centreY : centreY;
                double readX = map.at(0, 0) * x + map.at(0, 1) * y + map.at(0, 2);
                double readY = map.at(1, 0) * x + map.at(1, 1) * y + map.at(1, 2);
                double[] beyond = {-readX, readX, -readY, readY};
                for (int side = 0; side < 4; side++) {
                    most[side] = Math.max(most[side], beyond[side]);
                }
            }
        }
        return new Margin(
                pixels(most[0] - centreX, width),
                pixels(most[1] - centreX, width),
                pixels(most[2] - centreY, height),
                pixels(most[3] - centreY, height));
    }

    private static int pixels(double beyond, int side) {
        return (int) Math.ceil(Math.min(Math.max(beyond + REACH, 0), side - 1));
    }
}
