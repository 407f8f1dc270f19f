package dev.cardigan.augment;

import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Tensor;

/**
 * Bilinear samples of pictures at affine places, black outside, differentiable any number of times.
 */
final class AffineSampling {

    private AffineSampling() {}

    /**
     * @param pictures [batch, channels, h, w]
     * @param matrices [batch, 2, 3], as {@link Tensor#warpAffine} takes them
     * @return [batch, channels, height, width]
     */
    static Tensor of(Tensor pictures, Tensor matrices, int height, int width) {
        // The engine's own sampler is faster, but penalties on slopes differentiate twice.
        return pictures.requiresGradient()
                ? gathered(pictures, matrices, height, width)
                : pictures.warpAffine(matrices, height, width);
    }

    private static Tensor gathered(Tensor pictures, Tensor matrices, int height, int width) {
        Tensor centres = centres(height, width).to(matrices.dtype()).to(matrices.device());
        Tensor places = matrices.matmul(centres);
        Along x = Along.of(places.select(1, 0), pictures.size(3));
        Along y = Along.of(places.select(1, 1), pictures.size(2));
        long batch = pictures.size(0);
        long channels = pictures.size(1);
        // Zeros around: a place clamped to one pixel outside reads nothing but them.
        Tensor framed = pictures.pad(3, 1, 2).pad(2, 1, 2);
        long stride = framed.size(3);
        Tensor flat = framed.reshape(batch, channels, -1);
        Tensor corner = y.first().mul(stride).add(x.first()).to(DType.I64);
        Tensor upper = between(flat, corner, x.share());
        Tensor lower = between(flat, corner.add(stride), x.share());
        Tensor share = y.share().unsqueeze(1);
        return upper.add(lower.sub(upper).mul(share)).reshape(batch, channels, height, width);
    }

    /**
     * What lies between two neighbours of a row.
     *
     * @param flat [batch, channels, pixels]
     * @param left I64 [batch, places]
     * @param share how far each place is to the right, [batch, places]
     */
    private static Tensor between(Tensor flat, Tensor left, Tensor share) {
        Tensor one = flat.gather(2, spread(left, flat));
        Tensor other = flat.gather(2, spread(left.add(1), flat));
        return one.add(other.sub(one).mul(share.unsqueeze(1)));
    }

    private static Tensor spread(Tensor index, Tensor flat) {
        return index.to(DType.I64).unsqueeze(1).expand(-1, flat.size(1), -1);
    }

    /** Homogeneous centres of the result's pixels in [-1, 1], row by row: [3, height * width]. */
    private static Tensor centres(int height, int width) {
        float[] values = new float[3 * height * width];
        int plane = height * width;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                values[at] = (2 * x + 1f) / width - 1;
                values[plane + at] = (2 * y + 1f) / height - 1;
                values[2 * plane + at] = 1;
            }
        }
        return Tensor.of(values, 3, plane);
    }

    /**
     * Places along one direction, in pixels of the framed picture.
     *
     * @param first whole pixel at or before each place, [batch, places]
     * @param share how far beyond it, from 0 to 1
     */
    private record Along(Tensor first, Tensor share) {

        static Along of(Tensor places, long side) {
            Tensor pixels = places.add(1).mul(side / 2.0).sub(0.5).clamp(-1, side).add(1);
            Tensor first = pixels.floor();
            return new Along(first, pixels.sub(first));
        }
    }
}
