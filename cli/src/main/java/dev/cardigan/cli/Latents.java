package dev.cardigan.cli;

import dev.cardigan.data.Npy;
import dev.cardigan.data.NpyArray;
import dev.cardigan.error.DataException;
import dev.cardigan.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a generator draws from.
 *
 * @param values row-major, [count, ..]
 * @param shape with the count first
 */
@SuppressWarnings("ArrayRecordComponent") // shared within this package, never compared
record Latents(float[] values, long[] shape) {

    /**
     * @param like a shape of latents, [count, ..], whatever its count
     */
    static Latents of(float[] values, long[] like) {
        long[] shape = like.clone();
        long size = Arrays.stream(like).skip(1).reduce(1, Math::multiplyExact);
        shape[0] = values.length / size;
        return new Latents(values, shape);
    }

    /**
     * Reads float32 or float64 latents.
     *
     * @param one the shape of one latent, [1, ..]
     * @throws DataException when the file is no such array or of another shape
     */
    static Latents read(Path file, long[] one) {
        NpyArray array = Npy.read(file);
        long[] found = array.shape();
        boolean fits =
                found.length == one.length
                        && found[0] > 0
                        && Arrays.equals(found, 1, found.length, one, 1, one.length);
        if (!fits) {
            long[] expected = one.clone();
            throw new DataException(
                    "%s: expected latents of shape [count%s, found %s; --save-latents writes such a file"
                            .formatted(
                                    file,
                                    Arrays.toString(expected).substring(2),
                                    Arrays.toString(found)));
        }
        float[] values = floats(array, file);
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new DataException(
                        "%s: expected finite latents, found %s as number %d"
                                .formatted(file, values[i], i));
            }
        }
        return of(values, one);
    }

    private static float[] floats(NpyArray array, Path file) {
        if (array.dtype().endsWith("f4")) {
            return array.floats();
        }
        if (!array.dtype().endsWith("f8")) {
            throw new DataException(
                    "%s: expected latents in float32 or float64, found %s; save them as float32"
                            .formatted(file, array.dtype()));
        }
        double[] wide = array.doubles();
        float[] values = new float[wide.length];
        for (int i = 0; i < wide.length; i++) {
            values[i] = (float) wide[i];
        }
        return values;
    }

    int count() {
        return Math.toIntExact(shape[0]);
    }

    int size() {
        return values.length / count();
    }

    /** So many from a position on. */
    Latents part(int start, int count) {
        return of(Arrays.copyOfRange(values, start * size(), (start + count) * size()), shape);
    }

    /** All of these, again and again. */
    Latents repeated(int times) {
        float[] all = new float[Math.multiplyExact(values.length, times)];
        for (int i = 0; i < times; i++) {
            System.arraycopy(values, 0, all, i * values.length, values.length);
        }
        return of(all, shape);
    }

    /**
     * From the first latent of one to the first of another on the arc between them: points of a
     * straight line would be shorter than any latent the generator has seen (White 2016,
     * https://arxiv.org/abs/1609.04468).
     *
     * @param frames 2 or above, with both ends
     */
    static Latents between(Latents from, Latents to, int frames) {
        int size = from.size();
        double angle = angle(from.values, to.values, size);
        float[] all = new float[Math.multiplyExact(frames, size)];
        for (int frame = 0; frame < frames; frame++) {
            double way = frame / (frames - 1.0);
            double first = share(1 - way, angle);
            double second = share(way, angle);
            for (int i = 0; i < size; i++) {
                all[frame * size + i] = (float) (first * from.values[i] + second * to.values[i]);
            }
        }
        return of(all, from.shape);
    }

    private static double angle(float[] from, float[] to, int size) {
        double product = 0;
        double fromSquare = 0;
        double toSquare = 0;
        for (int i = 0; i < size; i++) {
            product += (double) from[i] * to[i];
            fromSquare += (double) from[i] * from[i];
            toSquare += (double) to[i] * to[i];
        }
        double cosine = product / Math.max(Math.sqrt(fromSquare * toSquare), 1e-12);
        return Math.acos(Math.max(-1, Math.min(1, cosine)));
    }

    /** Where both ends point the same or the opposite way there is no one arc: a straight line. */
    private static double share(double way, double angle) {
        double sine = Math.sin(angle);
        return Math.abs(sine) < 1e-6 ? way : Math.sin(way * angle) / sine;
    }

    Tensor tensor() {
        return Tensor.of(values, shape);
    }

    /** float32, [count, ..]. */
    void write(Path file) {
        Npy.write(file, NpyArray.of(values, shape));
    }
}
