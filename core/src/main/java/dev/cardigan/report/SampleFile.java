package dev.cardigan.report;

import dev.cardigan.error.DataException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A saved sample picture of a run, {@code samples/step-00001000.png}.
 *
 * @param step the training step it was made at
 * @param bytes size of the file
 */
public record SampleFile(long step, Path file, long bytes) {

    private static final Pattern NAME = Pattern.compile("step-(\\d{1,18})\\.png");

    /** A few bytes can declare a picture that fills the memory. */
    private static final long MOST_PIXELS = 100_000_000;

    /** The name of the sample picture of a step. */
    public static String name(long step) {
        return String.format(Locale.ROOT, "step-%08d.png", step);
    }

    /**
     * The samples of a folder by rising step; none when there is no such folder. Other files are
     * not samples.
     *
     * @throws DataException if the folder cannot be read
     */
    public static List<SampleFile> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<SampleFile> samples = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                sample(file).ifPresent(samples::add);
            }
        } catch (IOException failure) {
            throw WholeFile.readFailure(folder, failure);
        }
        samples.sort(Comparator.comparingLong(SampleFile::step));
        return List.copyOf(samples);
    }

    /**
     * @throws DataException if the file cannot be read, is no PNG, or declares over 100 million
     *     pixels
     */
    public BufferedImage image() {
        byte[] content = WholeFile.read(file);
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (MemoryCacheImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            reader.setInput(in);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MOST_PIXELS) {
                throw new DataException(
                        "Sample picture "
                                + file
                                + ": expected at most "
                                + HumanUnits.count(MOST_PIXELS)
                                + " pixels, found "
                                + HumanUnits.count(pixels)
                                + "; remove the file.");
            }
            return reader.read(0);
        } catch (IOException damaged) {
            throw WholeFile.readFailure(file, damaged);
        } finally {
            reader.dispose();
        }
    }

    /**
     * At most so many items, evenly spread, with the first and the last.
     *
     * @param most 2 or above
     */
    static <T> List<T> spread(List<T> items, int most) {
        if (items.size() <= most) {
            return items;
        }
        List<T> kept = new ArrayList<>(most);
        for (int i = 0; i < most; i++) {
            kept.add(items.get((int) Math.round(i * (items.size() - 1.0) / (most - 1))));
        }
        return kept;
    }

    private static Optional<SampleFile> sample(Path file) throws IOException {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches()
                ? Optional.of(new SampleFile(Long.parseLong(name.group(1)), file, Files.size(file)))
                : Optional.empty();
    }
}
