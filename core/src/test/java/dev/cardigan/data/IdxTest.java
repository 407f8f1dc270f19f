package dev.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.DataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {

    @TempDir Path folder;

    /** Three 28x28 pictures; pixel i of picture n is (7 n + i) mod 251. */
    private static byte[] pictures(int count) {
        ByteBuffer file = ByteBuffer.allocate(16 + count * 784);
        file.putInt(0x803).putInt(count).putInt(28).putInt(28);
        for (int picture = 0; picture < count; picture++) {
            for (int index = 0; index < 784; index++) {
                file.put((byte) ((7 * picture + index) % 251));
            }
        }
        return file.array();
    }

    private static byte[] labels(int... labels) {
        ByteBuffer file = ByteBuffer.allocate(8 + labels.length);
        file.putInt(0x801).putInt(labels.length);
        for (int label : labels) {
            file.put((byte) label);
        }
        return file.array();
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream stream = new GZIPOutputStream(packed)) {
            stream.write(bytes);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return packed.toByteArray();
    }

    private Path write(String name, byte[] bytes) {
        return TestPictures.write(folder.resolve(name), bytes);
    }

    private static PictureSet open(Path path) {
        return Pictures.open(path, PictureOptions.GUESS, Progress.SILENT);
    }

    @Test
    void packedOrNotGivesTheSameSet() {
        Path plain = write("plain/train-images-idx3-ubyte", pictures(3));
        write("plain/train-labels-idx1-ubyte", labels(2, 0, 1));
        write("packed/train-images-idx3-ubyte.gz", gzip(pictures(3)));
        write("packed/train-labels-idx1-ubyte", labels(2, 0, 1));
        write("packed/t10k-images-idx3-ubyte.gz", gzip(pictures(1)));

        PictureSet first = open(plain);
        PictureSet second = open(folder.resolve("packed"));

        assertThat(first.shape()).isEqualTo(new SampleShape(1, 32, 32));
        assertThat(first.classes()).containsExactly("0", "1", "2");
        RawPictures batch = first.load(new int[] {2, 0});
        assertThat(batch.labels()).containsExactly(1, 2);
        assertThat(batch.pixels()[2 * 32 + 2]).isEqualTo((byte) 14);
        // Row 3, column 16 of the 28x28 original lies two further in either way.
        assertThat(batch.pixels()[1024 + 5 * 32 + 18]).isEqualTo((byte) 100);
        assertThat(second.size()).isEqualTo(3);
        assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
        assertThat(second.name()).isEqualTo("packed");
    }

    @Test
    void size32PadsWithZerosAndOtherSizesResize() {
        Path file = write("train-images-idx3-ubyte", pictures(2));

        PictureSet padded = Idx.open(file, PictureOptions.GUESS.withSize(32));
        PictureSet large = Idx.open(file, PictureOptions.GUESS.withSize(64));

        byte[] pixels = padded.load(new int[] {0}).pixels();
        assertThat(pixels).hasSize(32 * 32);
        assertThat(pixels[33]).isZero();
        assertThat(pixels[2 * 32 + 2 + 5]).isEqualTo((byte) 5);
        assertThat(pixels[31 * 32 + 31]).isZero();
        assertThat(padded.classes()).isEmpty();
        assertThat(padded.decisions()).anyMatch(each -> each.contains("border of 2 zeros"));
        assertThat(large.load(new int[] {1}).pixels()).hasSize(64 * 64);
        assertThat(large.fingerprint()).isNotEqualTo(padded.fingerprint());
    }

    @Test
    void coloursAskedForRepeatTheChannel() {
        Path file = write("train-images-idx3-ubyte", pictures(1));

        PictureSet set = Idx.open(file, PictureOptions.GUESS.withSize(28).withColours(Colours.RGB));

        byte[] pixels = set.load(new int[] {0}).pixels();
        assertThat(pixels).hasSize(3 * 784);
        assertThat(pixels[784 + 9]).isEqualTo((byte) 9);
        assertThat(pixels[2 * 784 + 9]).isEqualTo((byte) 9);
    }

    @Test
    void labelsThatDoNotFitAreRefused() {
        Path file = write("train-images-idx3-ubyte", pictures(3));
        write("train-labels-idx1-ubyte", labels(1, 2));
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("one label for each of 3 pictures, found 2");

        write("train-labels-idx1-ubyte", labels(1, 2, 255));
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("run from 1 to 255, but only 3 values occur");

        write("train-labels-idx1-ubyte", pictures(1));
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected the magic number 2049, found 2051");
    }

    @Test
    void labelsThatStartAboveZeroKeepTheirNames() {
        Path file = write("letters-images-idx3-ubyte", pictures(3));
        write("letters-labels-idx1-ubyte", labels(3, 1, 2));

        Idx set = Idx.open(file, PictureOptions.GUESS);

        assertThat(set.classes()).containsExactly("1", "2", "3");
        assertThat(set.load(new int[] {0, 1}).labels()).containsExactly(2, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 10, 15, 16, 17, 784, 799})
    void everyCutIsRefused(int length) throws IOException {
        Path file = write("train-images-idx3-ubyte", pictures(1));
        Files.write(file, Arrays.copyOf(pictures(1), length));
        assertThatThrownBy(() -> Idx.open(file, PictureOptions.GUESS))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("train-images-idx3-ubyte");
    }

    @Test
    void absurdHeadersTakeNoMemory() {
        ByteBuffer file = ByteBuffer.allocate(16);
        file.putInt(0x803).putInt(0x7fffffff).putInt(28).putInt(28);
        Path large = write("a-images-idx3-ubyte", file.array());
        file.putInt(4, 2_000_000);
        Path plausible = write("b-images-idx3-ubyte", file.array());
        file.putInt(4, -5);
        Path negative = write("c-images-idx3-ubyte", file.array());

        for (Path each : List.of(large, plausible, negative)) {
            assertThatThrownBy(() -> Idx.open(each, PictureOptions.GUESS))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(String.valueOf(each.getFileName()));
        }
        assertThatThrownBy(() -> Idx.open(folder, PictureOptions.GUESS))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("holds 3 IDX picture files and none with 'train'");
    }

    @Test
    void mnistHasTheCountsThatItsMakersGive() {
        Path path = SharedData.path("mnist");

        PictureSet digits = open(path);
        DataReport report = digits.report();

        assertThat(digits.size()).isEqualTo(8000);
        assertThat(report.classes().values())
                .containsExactly(773, 905, 834, 803, 788, 723, 756, 813, 787, 818);
        assertThat(report.duplicates().exact()).isEmpty();
        assertThat(report.sizes()).isEqualTo(Collections.singletonMap("28x28", 8000));
    }

    @Test
    void fashionMnistIsBalanced() {
        Path path = SharedData.path("fashion-mnist");

        PictureSet clothes = open(path);
        int[] counts = new int[10];
        int[] all = new int[60000];
        for (int index = 0; index < all.length; index++) {
            all[index] = index;
        }
        for (int label : clothes.load(all).labels()) {
            counts[label]++;
        }

        assertThat(counts).containsOnly(6000);
    }
}
