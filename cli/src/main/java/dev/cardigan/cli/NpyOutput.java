package dev.cardigan.cli;

import dev.cardigan.data.Npy;
import dev.cardigan.data.NpyArray;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.ConfigException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * All samples as one array: pictures as uint8 [count, height, width, channels], the order most
 * programs expect; points as float32 [count, dimensions].
 */
final class NpyOutput implements SampleOutput {

    private final Path file;
    private final int count;
    private final SampleShape shape;
    private final ByteBuffer data;

    NpyOutput(Path file, int count, SampleShape shape) {
        this.file = file;
        this.count = count;
        this.shape = shape;
        long bytes = (long) count * shape.elements() * (shape.isPicture() ? 1 : Float.BYTES);
        if (bytes > Integer.MAX_VALUE - 8) {
            throw new ConfigException(
                    "--npy: %,d samples of %s need %,d bytes, at most 2 GiB fit into one array; ask for fewer, with another --seed for each part"
                            .formatted(count, shape, bytes));
        }
        this.data = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void take(Drawn drawn) {
        if (!shape.isPicture()) {
            for (float value : drawn.points()) {
                data.putFloat(value);
            }
            return;
        }
        int plane = shape.height() * shape.width();
        for (int picture = 0; picture < drawn.count(); picture++) {
            int start = picture * shape.elements();
            for (int at = 0; at < plane; at++) {
                for (int channel = 0; channel < shape.channels(); channel++) {
                    data.put(drawn.pixels()[start + channel * plane + at]);
                }
            }
        }
    }

    @Override
    public List<Path> finish() {
        data.flip();
        NpyArray array =
                shape.isPicture()
                        ? new NpyArray(
                                "|u1",
                                new long[] {count, shape.height(), shape.width(), shape.channels()},
                                data)
                        : new NpyArray("<f4", new long[] {count, shape.channels()}, data);
        Npy.write(file, array);
        return List.of(file);
    }
}
