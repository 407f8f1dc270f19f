package dev.cardigan.data;

import dev.cardigan.error.DataException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Finds and reads files in the IDX format of MNIST: a big-endian magic number that gives the type
 * of the values and the number of dimensions, the dimensions, then the values. Packed with gzip or
 * not, told from the content.
 */
final class IdxFiles {

    /** Unsigned bytes in three dimensions. */
    static final int PICTURES_MAGIC = 0x0803;

    /** Unsigned bytes in one dimension. */
    static final int LABELS_MAGIC = 0x0801;

    /** Deflate cannot shrink further (RFC 1951). */
    private static final long LARGEST_RATIO = 1032;

    private IdxFiles() {}

    /**
     * The content of one file.
     *
     * @param dimensions 3 of them for pictures: count, rows, columns; 1 for labels
     */
    // Read once and handed on; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Content(int[] dimensions, byte[] values) {}

    static boolean isIn(Path folder) {
        return !pictureFiles(folder).isEmpty();
    }

    static boolean looksLikeIdx(Path file, byte[] head) {
        boolean isPacked = head.length >= 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
        if (!isPacked) {
            return isMagic(head);
        }
        try (InputStream stream = open(file)) {
            return isMagic(stream.readNBytes(4));
        } catch (IOException damaged) {
            return false;
        }
    }

    private static boolean isMagic(byte[] head) {
        return head.length == 4 && head[0] == 0 && head[1] == 0 && head[2] == 8 && head[3] > 0;
    }

    /**
     * The picture file to use in a folder: that with "train" in its name, else the only one.
     *
     * @throws DataException if there are several and none is for training
     */
    static Path choose(Path folder) {
        List<Path> found = pictureFiles(folder);
        Optional<Path> training =
                found.stream().filter(path -> fileName(path).contains("train")).findFirst();
        if (training.isPresent()) {
            return training.get();
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new DataException(
                "%s: holds %d IDX picture files and none with 'train' in its name; give one of them: %s"
                        .formatted(
                                folder,
                                found.size(),
                                String.join(
                                        ", ", found.stream().map(IdxFiles::fileName).toList())));
    }

    private static List<Path> pictureFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> fileName(path).contains("images"))
                    .filter(path -> fileName(path).contains("idx3"))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(IdxFiles::fileName))
                    .toList();
        } catch (IOException | UncheckedIOException failure) {
            throw new DataException(
                    folder + ": the folder cannot be listed (" + failure + ")", failure);
        }
    }

    /** The file of labels beside a file of pictures, packed or not. */
    static Optional<Path> labelsBeside(Path pictures) {
        String name = fileName(pictures);
        String labels = name.replace("images", "labels").replace("idx3", "idx1");
        if (labels.equals(name)) {
            return Optional.empty();
        }
        String plain = labels.endsWith(".gz") ? labels.substring(0, labels.length() - 3) : labels;
        return Stream.of(labels, plain, plain + ".gz")
                .map(pictures::resolveSibling)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * Reads one file. Memory is taken only after its size fits what the header says.
     *
     * @throws DataException if the magic number is another, or the size does not fit the header
     */
    static Content read(Path file, int magic) {
        try (DataInputStream stream = new DataInputStream(open(file))) {
            int found = stream.readInt();
            if (found != magic) {
                throw new DataException(
                        "%s: this is no IDX file of %s: expected the magic number %d, found %d"
                                .formatted(
                                        file,
                                        magic == PICTURES_MAGIC ? "pictures" : "labels",
                                        magic,
                                        found));
            }
            int[] dimensions = new int[magic & 0xff];
            long total = 1;
            for (int index = 0; index < dimensions.length; index++) {
                dimensions[index] = stream.readInt();
                total = dimension(file, dimensions[index], total);
            }
            checkPlausible(file, total);
            byte[] values = stream.readNBytes((int) total);
            if (values.length < total || stream.read() >= 0) {
                throw new DataException(
                        "%s: the header promises %d bytes, but the file holds %s. Fetch it again"
                                .formatted(
                                        file,
                                        total,
                                        values.length < total ? "" + values.length : "more"));
            }
            return new Content(dimensions, values);
        } catch (EOFException endsEarly) {
            throw new DataException(file + ": the file is cut off. Fetch it again", endsEarly);
        } catch (IOException failure) {
            throw new DataException(
                    file + ": cannot be read (" + failure.getMessage() + "). Fetch it again",
                    failure);
        }
    }

    private static long dimension(Path file, int size, long before) {
        if (size < 1 || before > (Integer.MAX_VALUE - 8L) / size) {
            throw new DataException(
                    "%s: a dimension of %d (unsigned %d) is out of range; expected a positive number, and all values together below 2 GiB"
                            .formatted(file, size, Integer.toUnsignedLong(size)));
        }
        return before * size;
    }

    private static void checkPlausible(Path file, long total) throws IOException {
        long bytes = Files.size(file);
        if (total > bytes * LARGEST_RATIO) {
            throw new DataException(
                    "%s: the header promises %d bytes; a file of %d bytes cannot hold them. Fetch it again"
                            .formatted(file, total, bytes));
        }
    }

    private static InputStream open(Path file) throws IOException {
        BufferedInputStream stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            stream.mark(2);
            boolean isPacked = stream.read() == 0x1f && stream.read() == 0x8b;
            stream.reset();
            return isPacked ? new GZIPInputStream(stream, 1 << 16) : stream;
        } catch (IOException failure) {
            stream.close();
            throw failure;
        }
    }

    static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }
}
