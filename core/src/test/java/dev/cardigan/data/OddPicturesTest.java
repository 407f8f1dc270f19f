package dev.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.cardigan.error.DataException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs every file of the collection of odd, damaged and hostile pictures against its list. */
class OddPicturesTest {

    /** Decoding a small picture takes well below 2 MiB, with the tables of the decoders. */
    private static final long MOST_ALLOCATED = 4 << 20;

    /** Files where the list allows both, with what we decided. */
    private static final Map<String, Boolean> CHOSEN =
            Map.of(
                    "cmyk.jpg", true,
                    "plain.bmp", true,
                    "plain.tif", true,
                    "plain.webp", true,
                    "huge-text-chunk.png", true,
                    "many-frames.gif", true,
                    "no-end-chunk.png", false,
                    "bad-crc.png", false,
                    "truncated.jpg", false,
                    "huge-header.gif", false);

    /** One line of the list. */
    private record Line(List<String> cells) {

        String file() {
            return cells.get(0);
        }

        boolean isLoaded() {
            return switch (cells.get(6)) {
                case "load" -> true;
                case "reject" -> false;
                case "either" -> Optional.ofNullable(CHOSEN.get(file())).orElseThrow();
                default -> throw new IllegalStateException(cells.toString());
            };
        }

        int number(int column) {
            return Integer.parseInt(cells.get(column));
        }

        boolean hasProbe() {
            return !cells.get(8).isEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyFileBehavesAsTheListSays() throws IOException {
        Path folder = SharedData.path("odd-pictures");
        // The first use of ImageIO loads classes and tables; that is not the cost of a picture.
        Picture.read(folder.resolve("plain.png"));
        Picture.read(folder.resolve("cmyk.jpg"));
        List<Line> lines = lines(folder.resolve("list.csv"));
        assertThat(lines).hasSizeGreaterThan(50);
        return lines.stream()
                .map(line -> DynamicTest.dynamicTest(line.file(), () -> check(folder, line)));
    }

    private static void check(Path folder, Line line) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(line.file()));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Optional<Picture> picture = Optional.empty();
        String refusal = "";
        try {
            picture = Optional.of(Picture.decode(line.file(), bytes, PictureLimits.DEFAULT));
        } catch (DataException refused) {
            refusal = String.valueOf(refused.getMessage());
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(picture.isPresent()).as(refusal).isEqualTo(line.isLoaded());
        assertThat(allocated).isLessThan(MOST_ALLOCATED + 2L * bytes.length);
        if (picture.isEmpty()) {
            assertThat(refusal).startsWith(line.file() + ": ").hasSizeGreaterThan(30);
            return;
        }
        probe(line, picture.get().pixels());
    }

    private static void probe(Line line, Pixels pixels) {
        if (!line.hasProbe()) {
            return;
        }
        assertThat(pixels.width()).isEqualTo(line.number(2));
        assertThat(pixels.height()).isEqualTo(line.number(3));
        for (int channel = 0; channel < 3; channel++) {
            int stored = Math.min(channel, pixels.channels() - 1);
            assertThat(pixels.at(line.number(8), line.number(9), stored))
                    .isCloseTo(line.number(10 + channel), within(line.number(13)));
        }
    }

    @Test
    void exifOrientationSixIsTurnedClockwise() {
        Path file = SharedData.path("odd-pictures/exif-orientation-6.jpg");

        Pixels pixels = Picture.read(file).pixels();

        assertThat(pixels.width()).isEqualTo(32);
        assertThat(pixels.height()).isEqualTo(48);
    }

    @Test
    void aTruncatedFileOfAnyFormatIsRefused() throws IOException {
        Path folder = SharedData.path("odd-pictures");
        List<String> names =
                List.of(
                        "plain.png",
                        "progressive.jpg",
                        "plain.bmp",
                        "plain.tif",
                        "plain.webp",
                        "animated.gif",
                        "transparent.gif");
        for (String name : names) {
            byte[] whole = Files.readAllBytes(folder.resolve(name));
            int last = (int) (whole.length * (name.equals("animated.gif") ? 0.2 : 0.9));
            for (int length = 0; length < last; length += Math.max(1, last / 150)) {
                byte[] part = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> Picture.decode(name, part, PictureLimits.DEFAULT))
                        .as("%s cut to %d of %d", name, length, whole.length)
                        .isInstanceOf(DataException.class)
                        .hasMessageStartingWith(name + ": ");
            }
        }
    }

    @Test
    void theWholeFolderLoadsItsGoodFilesAndListsTheRest() {
        Path folder = SharedData.path("odd-pictures");
        PictureOptions options = PictureOptions.GUESS.withBadShare(0.5).withSize(32);

        PictureFolder pictures = (PictureFolder) Pictures.open(folder, options, Progress.SILENT);

        assertThat(pictures.size()).isEqualTo(34);
        assertThat(pictures.unreadable()).hasSize(17);
        assertThat(pictures.unreadable()).extracting(Unreadable::name).contains("truncated.jpg");
        assertThat(String.join("\n", pictures.decisions())).contains("list.csv");
        assertThatThrownBy(() -> Pictures.open(folder, PictureOptions.GUESS, Progress.SILENT))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("17 of 51 pictures cannot be read")
                .hasMessageContaining("and 7 more");
    }

    /** The few quoting rules that the list uses: quotes around cells with commas. */
    private static List<Line> lines(Path list) throws IOException {
        List<Line> lines = new ArrayList<>();
        List<String> text = Files.readAllLines(list);
        for (String line : text.subList(1, text.size())) {
            List<String> cells = new ArrayList<>();
            StringBuilder cell = new StringBuilder();
            boolean isQuoted = false;
            for (int index = 0; index < line.length(); index++) {
                char letter = line.charAt(index);
                if (letter == '"') {
                    isQuoted = !isQuoted;
                } else if (letter == ',' && !isQuoted) {
                    cells.add(cell.toString());
                    cell.setLength(0);
                } else {
                    cell.append(letter);
                }
            }
            cells.add(cell.toString());
            lines.add(new Line(List.copyOf(cells)));
        }
        return lines;
    }
}
