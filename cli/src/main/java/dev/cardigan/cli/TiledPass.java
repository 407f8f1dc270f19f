package dev.cardigan.cli;

import dev.cardigan.data.Pixels;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Tiles;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * A network from pictures to pictures over one of any size, in tiles. Holds one row of tiles in
 * floats, and in the engine one tile; of a network that spans the picture, what all tiles are
 * between two of its layers.
 *
 * @param network [1, channels, h, w] in [-1, 1] to [1, channels, h * factor, w * factor]
 * @param channels the network takes and makes
 * @param plan how to cut
 */
record TiledPass(Layer network, int channels, int factor, Plan plan) {

    /**
     * How to cut.
     *
     * @param stride what sides must be multiples of; pictures are mirrored at their ends up to it
     * @param least the smallest side the network takes
     * @param tile greatest side of a tile, a multiple of the stride
     * @param context thrown away at the inner borders of tiles
     * @param blend over which tiles fade into each other
     */
    record Plan(int stride, int least, int tile, int context, int blend) {

        /**
         * @param wanted side of a tile; made larger where the rest would leave little of it: a
         *     network would look at every pixel a hundred times
         */
        static Plan of(int wanted, int stride, int reach) {
            int grain = Math.min(stride, 8);
            int context = grain * TileAxis.parts(reach, grain);
            int blend = 4 * grain;
            int least = Math.max(16, stride);
            int tile = Math.max(wanted, 3 * context + 2 * blend);
            return new Plan(stride, least, stride * TileAxis.parts(tile, stride), context, blend);
        }

        private int padded(int side) {
            return stride * TileAxis.parts(Math.max(side, least), stride);
        }

        TileAxis cut(int side) {
            return TileAxis.of(padded(side), stride, tile, context, blend);
        }
    }

    /** How many tiles a picture takes. */
    long tiles(Pixels picture) {
        return (long) plan.cut(picture.width()).count() * plan.cut(picture.height()).count();
    }

    /** How far {@link #over} counts. */
    long steps(Pixels picture) {
        return tiles(picture) * Tiles.passes(network);
    }

    /**
     * The picture after the network.
     *
     * @param given grey or RGB; grey is repeated for a network of three channels, colour becomes
     *     luma for one of one, as in training
     * @param progress told how many of the {@link #steps} are done
     */
    Pixels over(Pixels given, LongConsumer progress) {
        Pixels picture = channels == 1 ? given.grey() : given;
        TileAxis across = plan.cut(picture.width());
        TileAxis down = plan.cut(picture.height());
        TileCanvas canvas =
                new TileCanvas(
                        across,
                        down,
                        channels,
                        factor,
                        picture.width() * factor,
                        picture.height() * factor);
        AtomicLong done = new AtomicLong();
        for (List<Tile> group : groups(across, down)) {
            List<Tiles.Cut> cuts = group.stream().map(tile -> tile.cut(picture, channels)).toList();
            try (Tiles tiles = Tiles.of(cuts, () -> progress.accept(done.incrementAndGet()))) {
                network.overTiles(tiles);
                for (int i = 0; i < group.size(); i++) {
                    Tensor made = tiles.get(i);
                    float[] values = Scope.tidy(() -> made.to(DType.F32).contiguous()).toFloats();
                    canvas.add(values, group.get(i).row(), group.get(i).column());
                }
            }
        }
        return canvas.finished();
    }

    /** What goes through the network at a time, row by row. */
    private List<List<Tile>> groups(TileAxis across, TileAxis down) {
        List<Tile> tiles = new ArrayList<>();
        for (int row = 0; row < down.count(); row++) {
            for (int column = 0; column < across.count(); column++) {
                tiles.add(new Tile(across, column, down, row));
            }
        }
        return network.spansPicture() ? List.of(tiles) : tiles.stream().map(List::of).toList();
    }

    private record Tile(TileAxis across, int column, TileAxis down, int row) {

        Tiles.Cut cut(Pixels picture, int channels) {
            int left = across.starts()[column];
            int top = down.starts()[row];
            return new Tiles.Cut(
                    () -> input(picture, channels),
                    down.length(),
                    down.borders()[row] - top,
                    down.borders()[row + 1] - top,
                    across.borders()[column] - left,
                    across.borders()[column + 1] - left);
        }

        private Tensor input(Pixels picture, int channels) {
            int width = across.length();
            int height = down.length();
            float[] values = new float[channels * width * height];
            for (int y = 0; y < height; y++) {
                int fromY = mirrored(down.starts()[row] + y, picture.height());
                for (int x = 0; x < width; x++) {
                    int fromX = mirrored(across.starts()[column] + x, picture.width());
                    int from = (fromY * picture.width() + fromX) * picture.channels();
                    for (int channel = 0; channel < channels; channel++) {
                        int at = from + Math.min(channel, picture.channels() - 1);
                        values[(channel * height + y) * width + x] =
                                (float) ((picture.values()[at] & 0xff) / TileCanvas.HALF_RANGE - 1);
                    }
                }
            }
            return Tensor.of(values, 1, channels, height, width);
        }

        /** 0 1 .. n-1 | n-2 .. 1 | 0 1 .. */
        private static int mirrored(int index, int length) {
            if (length == 1) {
                return 0;
            }
            int place = index % (2 * length - 2);
            return place < length ? place : 2 * length - 2 - place;
        }
    }
}
