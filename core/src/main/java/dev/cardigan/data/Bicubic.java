package dev.cardigan.data;

import dev.cardigan.error.ShapeException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Bicubic resizing as papers on super-resolution measure by, that of MATLAB's {@code imresize}:
 * Keys' kernel with a = -1/2 (1981, doi 10.1109/TASSP.1981.1163711), stretched when shrinking so
 * that it antialiases, pictures mirrored at their borders (the border pixel repeated), weights
 * summing to 1, rounded once at the end.
 */
public final class Bicubic {

    private static final double REACH = 2;

    private Bicubic() {}

    /**
     * What each of {@code to} outputs takes of the {@code from} inputs along one axis.
     *
     * @return [to, from]
     * @throws ShapeException if a length is below 1
     */
    public static double[][] weights(int from, int to) {
        if (from < 1 || to < 1) {
            throw new ShapeException(
                    "bicubic: expected lengths of at least 1, found %d and %d".formatted(from, to));
        }
        double scale = to / (double) from;
        double stretch = Math.max(1, 1 / scale);
        double[][] weights = new double[to][from];
        for (int output = 0; output < to; output++) {
            double centre = (output + 0.5) / scale - 0.5;
            int first = (int) Math.floor(centre - REACH * stretch);
            int last = (int) Math.ceil(centre + REACH * stretch);
            double sum = 0;
            for (int input = first; input <= last; input++) {
                sum += kernel((centre - input) / stretch);
            }
            for (int input = first; input <= last; input++) {
                weights[output][mirrored(input, from)] += kernel((centre - input) / stretch) / sum;
            }
        }
        return weights;
    }

    private static double kernel(double distance) {
        double x = Math.abs(distance);
        if (x <= 1) {
            return (1.5 * x - 2.5) * x * x + 1;
        }
        return x < REACH ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    }

    /** .. 1 0 | 0 1 .. n-1 | n-1 n-2 .. */
    private static int mirrored(int index, int length) {
        int place = Math.floorMod(index, 2 * length);
        return place < length ? place : 2 * length - 1 - place;
    }

    /** The picture at another size. */
    public static Pixels resize(Pixels picture, int width, int height) {
        Taps across = Taps.of(weights(picture.width(), width));
        Taps down = Taps.of(weights(picture.height(), height));
        int channels = picture.channels();
        double[] narrowed = new double[picture.height() * width * channels];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < channels; channel++) {
                    double sum = 0;
                    for (int tap = 0; tap < across.places[x].length; tap++) {
                        sum +=
                                across.values[x][tap]
                                        * picture.at(across.places[x][tap], y, channel);
                    }
                    narrowed[(y * width + x) * channels + channel] = sum;
                }
            }
        }
        return columns(narrowed, down, width, channels);
    }

    private static Pixels columns(double[] narrowed, Taps down, int width, int channels) {
        int height = down.places.length;
        int line = width * channels;
        byte[] values = new byte[Math.multiplyExact(height, line)];
        for (int y = 0; y < height; y++) {
            for (int at = 0; at < line; at++) {
                double sum = 0;
                for (int tap = 0; tap < down.places[y].length; tap++) {
                    sum += down.values[y][tap] * narrowed[down.places[y][tap] * line + at];
                }
                values[y * line + at] = (byte) Math.max(0, Math.min(255, Math.round(sum)));
            }
        }
        return new Pixels(width, height, channels, values);
    }

    /** The weights that are not 0, and where they are. */
    private static final class Taps {
        private final int[][] places;
        private final double[][] values;

        private Taps(int outputs) {
            places = new int[outputs][];
            values = new double[outputs][];
        }

        static Taps of(double[][] weights) {
            Taps taps = new Taps(weights.length);
            for (int output = 0; output < weights.length; output++) {
                double[] row = weights[output];
                int[] places =
                        IntStream.range(0, row.length).filter(input -> row[input] != 0).toArray();
                taps.places[output] = places;
                taps.values[output] = Arrays.stream(places).mapToDouble(at -> row[at]).toArray();
            }
            return taps;
        }
    }
}
