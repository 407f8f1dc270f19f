package dev.cardigan.augment;

import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import java.util.List;

/**
 * The changes that training pictures of a classifier have always been given: small enough that the
 * class stays. One bilinear sampling a picture, mirrored beyond the border.
 *
 * @param moves whichever suit the data: digits are not flipped
 */
public record ClassicalAugmentation(List<Move> moves) implements Augmentation {

    /** A kind of change. */
    public enum Move {
        /** By up to a tenth of the side. */
        SHIFT,
        /** By up to 12 degrees. */
        ROTATE,
        /** To 0.9 to 1.1 times the size. */
        ZOOM,
        /** Left and right exchanged in half of the pictures. */
        FLIP
    }

    private static final double MOST_SHIFT = 0.1;
    private static final double MOST_ANGLE = Math.toRadians(12);
    private static final double MOST_ZOOM = 0.1;

    /** Of the side: beyond what any of the moves reads. */
    private static final double MARGIN = 0.25;

    public ClassicalAugmentation {
        moves = List.copyOf(moves);
    }

    @Override
    public Tensor apply(Tensor pictures, RandomSource random) {
        if (pictures.dimensions() != 4) {
            throw new ShapeException(
                    "augment: expected pictures [batch, channels, height, width], found "
                            + pictures);
        }
        int batch = (int) pictures.size(0);
        int height = (int) pictures.size(2);
        int width = (int) pictures.size(3);
        int marginX = margin(width);
        int marginY = margin(height);
        double[] draws = random.uniform(-1, 1, batch, 5).toDoubles();
        // Places are in [-1, 1] over the padded picture, results in [-1, 1] over the original.
        double shrinkX = (double) width / (width + 2 * marginX);
        double shrinkY = (double) height / (height + 2 * marginY);
        Matrix[] maps = new Matrix[batch];
        for (int i = 0; i < batch; i++) {
            maps[i] = Matrix.diagonal(shrinkX, shrinkY).times(drawn(draws, 5 * i));
        }
        Tensor padded = pictures.padReflect(marginX, marginX, marginY, marginY);
        Tensor matrices = Matrix.stacked(maps, 2).to(pictures.dtype()).to(pictures.device());
        return AffineSampling.of(padded, matrices, height, width);
    }

    private static int margin(int side) {
        return Math.min(side - 1, (int) Math.ceil(side * MARGIN));
    }

    /**
     * @param draws uniform in [-1, 1), five from {@code first}
     */
    private Matrix drawn(double[] draws, int first) {
        Matrix map = Matrix.identity(3);
        if (moves.contains(Move.FLIP)) {
            map = Matrix.diagonal(draws[first] < 0 ? -1 : 1, 1);
        }
        if (moves.contains(Move.ZOOM)) {
            double factor = 1 + MOST_ZOOM * draws[first + 1];
            map = map.times(Matrix.diagonal(1 / factor, 1 / factor));
        }
        if (moves.contains(Move.ROTATE)) {
            map = map.times(Matrix.rotation(MOST_ANGLE * draws[first + 2]));
        }
        if (moves.contains(Move.SHIFT)) {
            // The picture is 2 wide in these coordinates.
            double x = 2 * MOST_SHIFT * draws[first + 3];
            double y = 2 * MOST_SHIFT * draws[first + 4];
            map = map.times(Matrix.translation(x, y));
        }
        return map;
    }
}
