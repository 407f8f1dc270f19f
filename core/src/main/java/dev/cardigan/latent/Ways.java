package dev.cardigan.latent;

import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ways through a space of codes. */
public final class Ways {

    private Ways() {}

    /** How to get from one code to the next. */
    public enum Kind {
        /** The straight line: right for styles, which fill their space. */
        STRAIGHT,
        /**
         * The arc, whose points are as long as its ends: right for latents, because those of a
         * straight line are shorter than any the generator has seen (White 2016,
         * https://arxiv.org/abs/1609.04468).
         */
        ARC
    }

    /**
     * From the first code to the last through all between, [frames, ..].
     *
     * @param stops [n, ..], n at least 2
     * @param frames with both ends; the last of a closed way comes before its first again
     * @param closed whether the way ends where it began
     * @throws ConfigException with fewer than 2 stops or frames
     */
    public static Tensor through(Tensor stops, int frames, boolean closed, Kind kind) {
        int count = Math.toIntExact(stops.size(0));
        if (count < 2 || frames < 2) {
            throw new ConfigException(
                    "a way: expected at least 2 stops and 2 frames, found %d and %d"
                            .formatted(count, frames));
        }
        float[][] codes = rows(stops);
        int legs = closed ? count : count - 1;
        float[] all = new float[frames * codes[0].length];
        for (int frame = 0; frame < frames; frame++) {
            double along = (double) frame * legs / (closed ? frames : frames - 1);
            int leg = Math.min(legs - 1, (int) along);
            float[] point = between(codes[leg], codes[(leg + 1) % count], along - leg, kind);
            System.arraycopy(point, 0, all, frame * point.length, point.length);
        }
        long[] shape = stops.shape();
        shape[0] = frames;
        return Tensor.of(all, shape);
    }

    /** The point at {@code share} of the way, 0 to 1; exactly the ends at these. */
    static float[] between(float[] from, float[] to, double share, Kind kind) {
        double angle = kind == Kind.ARC ? angle(from, to) : 0;
        double first = part(1 - share, angle);
        double second = part(share, angle);
        float[] point = new float[from.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = (float) (first * from[i] + second * to[i]);
        }
        return point;
    }

    private static double angle(float[] from, float[] to) {
        double product = 0;
        double fromSquare = 0;
        double toSquare = 0;
        for (int i = 0; i < from.length; i++) {
            product += (double) from[i] * to[i];
            fromSquare += (double) from[i] * from[i];
            toSquare += (double) to[i] * to[i];
        }
        double cosine = product / Math.max(Math.sqrt(fromSquare * toSquare), 1e-12);
        return Math.acos(Math.max(-1, Math.min(1, cosine)));
    }

    /** Where both ends point the same or the opposite way there is no one arc: a straight line. */
    private static double part(double share, double angle) {
        double sine = Math.sin(angle);
        return Math.abs(sine) < 1e-6 ? share : Math.sin(share * angle) / sine;
    }

    /**
     * A smooth closed random walk: frame t is sum over h of (a_h cos 2 pi h t + b_h sin 2 pi h t) /
     * sqrt(H). With normal latents a_h and b_h every frame is again exactly a normal latent; with
     * others its mean and variance are theirs.
     *
     * @param latents a_1, b_1, a_2, ..: an even number of independent ones, [2 H, ..]
     * @return [frames, ..]
     */
    public static Tensor closedWalk(Tensor latents, int frames) {
        int terms = Math.toIntExact(latents.size(0));
        if (terms < 2 || terms % 2 != 0 || frames < 2) {
            throw new ConfigException(
                    "a walk: expected an even number of latents and at least 2 frames, found %d and %d"
                            .formatted(terms, frames));
        }
        double[] weights = new double[frames * terms];
        for (int frame = 0; frame < frames; frame++) {
            for (int term = 0; term < terms; term++) {
                double turn = 2 * Math.PI * (term / 2 + 1) * frame / frames;
                double wave = term % 2 == 0 ? Math.cos(turn) : Math.sin(turn);
                weights[frame * terms + term] = wave / Math.sqrt(terms / 2.0);
            }
        }
        long[] shape = latents.shape();
        shape[0] = frames;
        Tensor each = latents.contiguous().reshape(terms, -1);
        return Tensor.of(weights, frames, terms).to(each.dtype()).matmul(each).reshape(shape);
    }

    private static float[][] rows(Tensor stops) {
        float[] flat = stops.toFloats();
        int count = Math.toIntExact(stops.size(0));
        int size = flat.length / count;
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(Arrays.copyOfRange(flat, i * size, (i + 1) * size));
        }
        return rows.toArray(float[][]::new);
    }
}
