package dev.cardigan.report;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import dev.cardigan.error.StorageException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;

/** The samples of a run as one moving picture: the same latents, ever better painted. */
public final class TimeLapse {

    private final List<SampleFile> samples;
    private final Duration delay;

    private TimeLapse(List<SampleFile> samples, Duration delay) {
        this.samples = samples;
        this.delay = delay;
    }

    /**
     * All samples of a folder, each shown for a tenth of a second.
     *
     * @throws DataException if the folder has no {@code step-*.png} or cannot be read
     */
    public static TimeLapse of(Path samplesFolder) {
        List<SampleFile> samples = SampleFile.in(samplesFolder);
        if (samples.isEmpty()) {
            throw new DataException(
                    "Time-lapse of "
                            + samplesFolder
                            + ": expected files such as "
                            + SampleFile.name(1000)
                            + ", found none; train until a sample is saved.");
        }
        return new TimeLapse(samples, Duration.ofMillis(100));
    }

    /** Shows each frame so long. */
    public TimeLapse withDelay(Duration delay) {
        return new TimeLapse(samples, delay);
    }

    /**
     * Leaves samples out, evenly, until so many are left; the first and the last stay.
     *
     * @param most 2 or above
     * @throws ConfigException if below 2
     */
    public TimeLapse withFrames(int most) {
        if (most < 2) {
            throw new ConfigException(
                    "Time-lapse: expected at least 2 frames, found "
                            + most
                            + "; a moving picture has a first and a last.");
        }
        return new TimeLapse(SampleFile.spread(samples, most), delay);
    }

    /**
     * Writes an {@link Apng} that plays forever.
     *
     * @throws DataException if a sample cannot be read or sizes differ
     * @throws StorageException if the file cannot be written
     */
    public void writeApng(Path file) {
        Apng.write(file, frames(), delay, Apng.FOREVER);
    }

    /**
     * Writes a {@link Gif}.
     *
     * @throws DataException if a sample cannot be read or sizes differ
     * @throws StorageException if the file cannot be written
     */
    public void writeGif(Path file) {
        Gif.write(file, frames(), delay);
    }

    /** Reads a frame when it is asked for, so that one at a time is in memory. */
    private List<BufferedImage> frames() {
        return new AbstractList<>() {
            @Override
            public BufferedImage get(int index) {
                return samples.get(index).image();
            }

            @Override
            public int size() {
                return samples.size();
            }
        };
    }
}
