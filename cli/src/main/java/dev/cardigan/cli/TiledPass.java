package dev.cardigan.cli;

import dev.cardigan.data.Pixels;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * A network from pictures to pictures over one of any size, in tiles. Holds one tile in the engine
 * and one row of tiles in floats, whatever the size of the picture.
 *
 * @param network [1, channels, h, w] in [-1, 1] to [1, channels, h * factor, w * factor]
 * @param channels the network takes and makes
 * @param plan how to cut
 */
record TiledPass(UnaryOperator<Tensor> network, int channels, int factor, Plan plan) {

    private static final double HALF_RANGE = 127.5;

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
         * @param wanted side of a tile; made larger where the rest would leave nothing of it
         */
        static Plan of(int wanted, int stride, int reach) {
            int grain = Math.min(stride, 8);
            int context = grain * TileAxis.parts(reach, grain);
            int blend = 4 * grain;
            int least = Math.max(16, stride);
            int tile = Math.max(wanted, 2 * context + 2 * blend);
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

    /**
     * The picture after the network.
     *
     * @param given grey or RGB; grey is repeated for a network of three channels, colour becomes
     *     luma for one of one, as in training
     * @param progress told how many tiles are done
     */
    Pixels over(Pixels given, LongConsumer progress) {
        Pixels picture = channels == 1 ? given.grey() : given;
        TileAxis across = plan.cut(picture.width());
        TileAxis down = plan.cut(picture.height());
        int width = picture.width() * factor;
        int height = picture.height() * factor;
        byte[] result = new byte[Math.multiplyExact(Math.multiplyExact(width, height), channels)];
        int line = across.starts()[across.count() - 1] + across.length();
        float[] band = new float[channels * down.length() * factor * line * factor];
        long done = 0;
        for (int row = 0; row < down.count(); row++) {
            for (int column = 0; column < across.count(); column++) {
                add(picture, new Tile(across, column, down, row), band, line * factor);
                progress.accept(++done);
            }
            boolean isLast = row == down.count() - 1;
            int top = down.starts()[row];
            int finished = isLast ? down.length() : down.starts()[row + 1] - top;
            write(band, line * factor, top * factor, finished * factor, result, width, height);
            move(band, line * factor, finished * factor);
        }
        return new Pixels(width, height, channels, result);
    }

    private record Tile(TileAxis across, int column, TileAxis down, int row) {

        int left() {
            return across.starts()[column];
        }

        int top() {
            return down.starts()[row];
        }
    }

    private void add(Pixels picture, Tile tile, float[] band, int line) {
        int width = tile.across().length() * factor;
        int height = tile.down().length() * factor;
        float[] made =
                Scope.tidy(() -> network.apply(input(picture, tile)).to(DType.F32).contiguous())
                        .toFloats();
        float[] shareAcross = tile.across().shares()[tile.column()];
        float[] shareDown = tile.down().shares()[tile.row()];
        int plane = band.length / channels;
        for (int channel = 0; channel < channels; channel++) {
            for (int y = 0; y < height; y++) {
                int from = (channel * height + y) * width;
                int to = channel * plane + y * line + tile.left() * factor;
                float share = shareDown[y / factor];
                for (int x = 0; x < width; x++) {
                    band[to + x] += share * shareAcross[x / factor] * made[from + x];
                }
            }
        }
    }

    private Tensor input(Pixels picture, Tile tile) {
        int width = tile.across().length();
        int height = tile.down().length();
        float[] values = new float[channels * width * height];
        for (int y = 0; y < height; y++) {
            int fromY = mirrored(tile.top() + y, picture.height());
            for (int x = 0; x < width; x++) {
                int fromX = mirrored(tile.left() + x, picture.width());
                int from = (fromY * picture.width() + fromX) * picture.channels();
                for (int channel = 0; channel < channels; channel++) {
                    int at = from + Math.min(channel, picture.channels() - 1);
                    values[(channel * height + y) * width + x] =
                            (float) ((picture.values()[at] & 0xff) / HALF_RANGE - 1);
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

    private void write(
            float[] band, int line, int top, int rows, byte[] result, int width, int height) {
        int plane = band.length / channels;
        for (int y = 0; y < Math.min(rows, height - top); y++) {
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < channels; channel++) {
                    double value = (band[channel * plane + y * line + x] + 1) * HALF_RANGE;
                    result[((top + y) * width + x) * channels + channel] =
                            (byte) Math.max(0, Math.min(255, Math.round(value)));
                }
            }
        }
    }

    /** The finished rows leave, what is begun moves up. */
    private void move(float[] band, int line, int rows) {
        int plane = band.length / channels;
        for (int channel = 0; channel < channels; channel++) {
            int start = channel * plane;
            int gone = Math.min(plane, rows * line);
            System.arraycopy(band, start + gone, band, start, plane - gone);
            Arrays.fill(band, start + plane - gone, start + plane, 0);
        }
    }
}
