package dev.cardigan.augment;

import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import java.util.List;

/**
 * DiffAugment: the same kinds of change for every batch, always on. Zhao, Liu, Lin, Zhu, Han, 2020,
 * Differentiable Augmentation for Data-Efficient GAN Training, https://arxiv.org/abs/2006.10738.
 *
 * @param changes carried out in this order
 */
public record DifferentiableAugmentation(List<Change> changes) implements Augmentation {

    /** A kind of change, with the strengths of the paper's code. */
    public enum Change {
        /** Brightness +-0.5, saturation times [0, 2), contrast times [0.5, 1.5). */
        COLOUR,
        /** A shift by up to an eighth of each side; what comes in is mid-grey. */
        TRANSLATION,
        /** A rectangle of half the sides, anywhere, mid-grey. */
        CUTOUT
    }

    private static final double SHIFT_SHARE = 0.125;
    private static final double CUT_SHARE = 0.5;

    public DifferentiableAugmentation {
        changes = List.copyOf(changes);
    }

    @Override
    public Tensor apply(Tensor pictures, RandomSource random) {
        if (pictures.dimensions() != 4) {
            throw new ShapeException(
                    "augment: expected pictures [batch, channels, height, width], found "
                            + pictures
                            + "; train on points without augment.diff");
        }
        Tensor changed = pictures;
        for (Change change : changes) {
            changed =
                    switch (change) {
                        case COLOUR -> coloured(changed, random);
                        case TRANSLATION -> shifted(changed, random);
                        case CUTOUT -> cut(changed, random);
                    };
        }
        return changed;
    }

    private static Tensor coloured(Tensor pictures, RandomSource random) {
        Tensor brighter = pictures.add(oneEach(pictures, random, -0.5, 0.5));
        Tensor grey = brighter.mean(true, 1); // [batch, 1, height, width]
        Tensor saturated = brighter.sub(grey).mul(oneEach(pictures, random, 0, 2)).add(grey);
        Tensor level = saturated.mean(true, 1, 2, 3);
        return saturated.sub(level).mul(oneEach(pictures, random, 0.5, 1.5)).add(level);
    }

    private static Tensor oneEach(Tensor like, RandomSource random, double low, double high) {
        Tensor drawn = random.uniform(low, high, like.size(0), 1, 1, 1);
        return drawn.to(like.dtype()).to(like.device());
    }

    private static Tensor shifted(Tensor pictures, RandomSource random) {
        int batch = (int) pictures.size(0);
        int height = (int) pictures.size(2);
        int width = (int) pictures.size(3);
        int mostY = rounded(height * SHIFT_SHARE);
        int mostX = rounded(width * SHIFT_SHARE);
        long[] byY = random.integers(2L * mostY + 1, batch).toLongs();
        long[] byX = random.integers(2L * mostX + 1, batch).toLongs();
        Tensor wide = pictures.pad(2, mostY, mostY).pad(3, mostX, mostX);
        int stride = width + 2 * mostX;
        long[] places = new long[batch * height * width];
        int at = 0;
        for (int i = 0; i < batch; i++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    places[at++] = (y + byY[i]) * stride + x + byX[i];
                }
            }
        }
        Tensor index =
                Tensor.of(places, batch, 1, (long) height * width)
                        .to(pictures.device())
                        .expand(-1, pictures.size(1), -1);
        return wide.reshape(batch, pictures.size(1), -1).gather(2, index).reshape(pictures.shape());
    }

    private static Tensor cut(Tensor pictures, RandomSource random) {
        int batch = (int) pictures.size(0);
        int height = (int) pictures.size(2);
        int width = (int) pictures.size(3);
        Tensor keptY = outside(height, batch, random).reshape(batch, 1, height, 1);
        Tensor keptX = outside(width, batch, random).reshape(batch, 1, 1, width);
        return pictures.mul(keptY.max(keptX).to(pictures.dtype()).to(pictures.device()));
    }

    /**
     * 1 outside an interval of half the side, F32 [batch, side]. Its middle may lie on the border:
     * every pixel is cut equally often.
     */
    private static Tensor outside(int side, int batch, RandomSource random) {
        int length = rounded(side * CUT_SHARE);
        long[] middles = random.integers(side + 1L - length % 2, batch).toLongs();
        float[] kept = new float[batch * side];
        for (int i = 0; i < batch; i++) {
            long first = middles[i] - length / 2;
            for (int at = 0; at < side; at++) {
                kept[i * side + at] = at >= first && at < first + length ? 0 : 1;
            }
        }
        return Tensor.of(kept, batch, side);
    }

    private static int rounded(double pixels) {
        return (int) Math.round(pixels);
    }
}
