package dev.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTest {

    @Test
    void defaultIsTwelveThousandBalancedPictures() {
        Digits digits = Digits.of();

        assertThat(digits.name()).isEqualTo("builtin:digits");
        assertThat(digits.size()).isEqualTo(12_000);
        assertThat(digits.shape()).isEqualTo(new SampleShape(1, 32, 32));
        assertThat(digits.classes()).hasSize(10);
        int[] perClass = new int[10];
        Arrays.stream(all(digits).labels()).forEach(label -> perClass[label]++);
        assertThat(perClass).containsOnly(1200);
    }

    @Test
    void sameSeedSameBytes() {
        Digits digits = Digits.of(28, 200, 4);

        assertThat(all(Digits.of(28, 200, 4)).pixels()).isEqualTo(all(digits).pixels());
        assertThat(Digits.of(28, 200, 4).fingerprint()).isEqualTo(digits.fingerprint());
        assertThat(Digits.of(28, 200, 5).fingerprint()).isNotEqualTo(digits.fingerprint());
        assertThat(Digits.of(28, 201, 4).fingerprint()).isNotEqualTo(digits.fingerprint());
    }

    @Test
    void bytesAreTheSameOnEveryMachine() {
        // A run's data fingerprint must not change by chance: where the drawing was changed on
        // purpose, put the new number here.
        assertThat(Digits.of(28, 1000, 0).fingerprint())
                .isEqualTo("3381d8d4e795822b28972b10e86a8802be34315969fefc8449732dfc364d3797");
    }

    @Test
    void pictureDoesNotDependOnHowManyAreDrawn() {
        RawPictures few = Digits.of(20, 30, 4).load(new int[] {17});
        RawPictures many = Digits.of(20, 300, 4).load(new int[] {17});

        assertThat(few.pixels()).isEqualTo(many.pixels());
    }

    @Test
    void noTwoPicturesAreEqual() {
        Digits digits = Digits.of(28, 2000, 0);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < digits.size(); i++) {
            seen.add(Hashes.sha256("", digits.load(new int[] {i}).pixels()));
        }

        assertThat(seen).hasSize(2000);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 28, 32, 64})
    void inkIsWhiteOnBlackAndNeverCutOff(int side) {
        byte[] pixels = all(Digits.of(side, 500, 1)).pixels();
        int area = side * side;
        for (int picture = 0; picture < 500; picture++) {
            int brightest = 0;
            long ink = 0;
            for (int i = 0; i < area; i++) {
                int value = pixels[picture * area + i] & 0xFF;
                brightest = Math.max(brightest, value);
                ink += value;
                int row = i / side;
                int column = i % side;
                boolean edge = row == 0 || column == 0 || row == side - 1 || column == side - 1;
                if (edge && value > 0) {
                    fail("ink at row %d, column %d of picture %d", row, column, picture);
                }
            }
            assertThat(brightest).as("brightest pixel of picture %d", picture).isGreaterThan(200);
            assertThat(ink / 255.0 / area).as("ink of picture %d", picture).isBetween(0.01, 0.4);
        }
    }

    @Test
    void edgesAreSoft() {
        byte[] pixels = all(Digits.of(32, 500, 2)).pixels();
        long grey =
                IntStream.range(0, pixels.length)
                        .filter(i -> pixels[i] != 0 && pixels[i] != (byte) 255)
                        .count();
        long lit = IntStream.range(0, pixels.length).filter(i -> pixels[i] != 0).count();

        assertThat((double) grey / lit).isBetween(0.3, 0.9);
    }

    @Test
    void classesCanBeToldApart() {
        RawPictures known = all(Digits.of(16, 2000, 0));
        RawPictures asked = all(Digits.of(16, 200, 1));

        assertThat(recognised(known, asked.pixels(), asked.labels())).isGreaterThan(0.93);
    }

    @Test
    void realHandwritingIsRecognisedByItsLikenessToOurs() throws IOException {
        Path folder = Path.of(System.getProperty("cardigan.root"), "../shared/data/mnist");
        assumeTrue(
                Files.isDirectory(folder),
                "not run: the likeness to MNIST, whose files are not there");
        byte[] pixels = unpacked(folder.resolve("train-images-idx3-ubyte.gz"), 16, 250 * 784);
        byte[] labels = unpacked(folder.resolve("train-labels-idx1-ubyte.gz"), 8, 250);
        int[] digits = IntStream.range(0, labels.length).map(i -> labels[i]).toArray();

        // Chance is 0.1; the nearest of 1,500 drawn pictures, pixel by pixel, was right for 0.67.
        assertThat(recognised(all(Digits.of(28, 1500, 1)), pixels, digits)).isGreaterThan(0.6);
    }

    @Test
    void refusesWhatItCannotDraw() {
        assertThatThrownBy(() -> Digits.of(15))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "builtin:digits cannot be drawn with a side of 15 pixels: expected 16 to"
                                + " 64.");
        assertThatThrownBy(() -> Digits.of(65)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> Digits.of(32, 0, 0)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> Digits.of(64, 600_000, 0)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> Digits.of(16, 10, 0).load(new int[] {10}))
                .isInstanceOf(DataException.class)
                .hasMessage("builtin:digits has no sample 10: expected 0 to 9.");
    }

    private static RawPictures all(Digits digits) {
        return digits.load(IntStream.range(0, digits.size()).toArray());
    }

    /** The share whose nearest known picture, by squared pixel distance, has the right label. */
    private static double recognised(RawPictures known, byte[] asked, int[] labels) {
        int area = known.shape().height() * known.shape().width();
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            if (known.labels()[nearest(known, asked, i * area, area)] == labels[i]) {
                right++;
            }
        }
        return (double) right / labels.length;
    }

    private static int nearest(RawPictures known, byte[] asked, int offset, int area) {
        byte[] pixels = known.pixels();
        int nearest = 0;
        int smallest = Integer.MAX_VALUE;
        for (int candidate = 0; candidate < known.count(); candidate++) {
            int distance = 0;
            for (int i = 0; i < area; i++) {
                int difference = (pixels[candidate * area + i] & 0xFF) - (asked[offset + i] & 0xFF);
                distance += difference * difference;
            }
            if (distance < smallest) {
                smallest = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    private static byte[] unpacked(Path file, int header, int count) throws IOException {
        byte[] bytes = new byte[count];
        try (DataInputStream in =
                new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
            in.skipNBytes(header);
            in.readFully(bytes);
        }
        return bytes;
    }
}
