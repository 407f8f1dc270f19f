package dev.cardigan.data;

/**
 * Resizes with a triangle filter whose width grows with the reduction: antialiased when shrinking,
 * bilinear when growing. Rows and columns are filtered one after the other, in floats, on the
 * gamma-encoded values, as data sets for generative models are commonly prepared.
 */
final class Resampler {

    private Resampler() {}

    /**
     * A part of a picture, in its pixels; edges may lie between pixels.
     *
     * @param left distance of the left edge from that of the picture
     * @param top distance of the upper edge from that of the picture
     */
    record Window(double left, double top, double width, double height) {

        static Window all(Pixels picture) {
            return new Window(0, 0, picture.width(), picture.height());
        }
    }

    /** The part of {@code picture} under {@code window}, at {@code width} by {@code height}. */
    static Pixels resize(Pixels picture, Window window, int width, int height) {
        boolean isWhole = window.equals(Window.all(picture));
        if (isWhole && picture.width() == width && picture.height() == height) {
            return picture;
        }
        Filter across = Filter.of(picture.width(), window.left(), window.width(), width);
        Filter down = Filter.of(picture.height(), window.top(), window.height(), height);
        int firstRow = down.first[0];
        int rows = down.end() - firstRow;
        float[] narrowed = filterRows(picture, across, firstRow, rows);
        return filterColumns(narrowed, down, firstRow, width, picture.channels());
    }

    /** Rows {@code firstRow ..} of the picture, narrowed: {@code [rows, width, channels]}. */
    private static float[] filterRows(Pixels picture, Filter across, int firstRow, int rows) {
        int channels = picture.channels();
        int width = across.first.length;
        float[] narrowed = new float[rows * width * channels];
        for (int row = 0; row < rows; row++) {
            int line = (firstRow + row) * picture.width();
            for (int x = 0; x < width; x++) {
                float[] weights = across.weights[x];
                int from = (line + across.first[x]) * channels;
                int to = (row * width + x) * channels;
                for (int channel = 0; channel < channels; channel++) {
                    float sum = 0;
                    for (int tap = 0; tap < weights.length; tap++) {
                        int value = picture.values()[from + tap * channels + channel] & 0xff;
                        sum += weights[tap] * value;
                    }
                    narrowed[to + channel] = sum;
                }
            }
        }
        return narrowed;
    }

    private static Pixels filterColumns(
            float[] narrowed, Filter down, int firstRow, int width, int channels) {
        int height = down.first.length;
        int line = width * channels;
        byte[] values = new byte[height * line];
        for (int y = 0; y < height; y++) {
            float[] weights = down.weights[y];
            int from = (down.first[y] - firstRow) * line;
            for (int index = 0; index < line; index++) {
                float sum = 0;
                for (int tap = 0; tap < weights.length; tap++) {
                    sum += weights[tap] * narrowed[from + tap * line + index];
                }
                values[y * line + index] = (byte) Math.max(0, Math.min(255, Math.round(sum)));
            }
        }
        return new Pixels(width, height, channels, values);
    }

    /** For each output position the first input it sees and the weights of that and the next. */
    private static final class Filter {
        private final int[] first;
        private final float[][] weights;

        private Filter(int outputs) {
            first = new int[outputs];
            weights = new float[outputs][];
        }

        /** One behind the last input that any output sees. */
        private int end() {
            int last = first.length - 1;
            return first[last] + weights[last].length;
        }

        private static Filter of(int inputs, double start, double length, int outputs) {
            Filter filter = new Filter(outputs);
            double scale = length / outputs;
            double reach = Math.max(1, scale);
            for (int output = 0; output < outputs; output++) {
                double centre = start + (output + 0.5) * scale;
                int from = Math.max(0, (int) Math.floor(centre - reach + 0.5));
                int to = Math.min(inputs, (int) Math.floor(centre + reach + 0.5));
                filter.first[output] = Math.min(from, inputs - 1);
                filter.weights[output] =
                        triangle(filter.first[output], Math.max(to, from + 1), centre, reach);
            }
            return filter;
        }

        /** Weights of the inputs {@code from} to {@code to - 1}, which sum to 1. */
        private static float[] triangle(int from, int to, double centre, double reach) {
            float[] weights = new float[Math.max(1, to - from)];
            double sum = 0;
            for (int tap = 0; tap < weights.length; tap++) {
                double distance = Math.abs(from + tap + 0.5 - centre) / reach;
                weights[tap] = (float) Math.max(0, 1 - distance);
                sum += weights[tap];
            }
            if (sum == 0) {
                weights[0] = 1;
                return weights;
            }
            for (int tap = 0; tap < weights.length; tap++) {
                weights[tap] /= (float) sum;
            }
            return weights;
        }
    }
}
