package dev.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.DataException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipFilesTest {

    @TempDir Path folder;

    private Path zip(Map<String, byte[]> files) throws IOException {
        Path file = folder.resolve("test.zip");
        try (OutputStream stream = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(stream)) {
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file;
    }

    private static PictureFolder open(Path zip, PictureOptions options) {
        return (PictureFolder) Pictures.open(zip, options.withThreads(2), Progress.SILENT);
    }

    @Test
    void classesBelowOneCommonFolderAreFound() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("set/", new byte[0]);
        files.put("set/b/1.png", TestPictures.flat(20, 20, 0xff0000));
        files.put("set/a/2.png", TestPictures.flat(20, 20, 0x00ff00));
        files.put("__MACOSX/set/a/._2.png", new byte[] {1});
        files.put("set/.DS_Store", new byte[] {1});

        PictureSet pictures = open(zip(files), PictureOptions.GUESS);

        assertThat(pictures.classes()).containsExactly("a", "b");
        assertThat(pictures.load(new int[] {0, 1}).labels()).containsExactly(0, 1);
        assertThat(pictures.load(new int[] {0}).pixels()[256] & 0xff).isEqualTo(255);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../out.png",
                "a/../../out.png",
                "/out.png",
                "C:/out.png",
                "a\\out.png",
                "..",
                "a/.."
            })
    void aNameThatPointsOutsideRefusesTheArchive(String name) throws IOException {
        Path zip = zip(Map.of(name, TestPictures.flat(20, 20, 0)));

        assertThatThrownBy(() -> open(zip, PictureOptions.GUESS))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("could point outside");
        assertThat(folder.resolveSibling("out.png")).doesNotExist();
    }

    @Test
    void namesThatOnlyLookUnsafeAreFine() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : List.of("two..dots.png", "dots../x.png", "naïve-画像.png", "a b.png")) {
            files.put(name, TestPictures.flat(20, 20, 0));
        }

        assertThat(open(zip(files), PictureOptions.GUESS).size()).isEqualTo(4);
        Path shared = SharedData.path("odd-pictures/odd-names.zip");
        assertThat(open(shared, PictureOptions.GUESS).size()).isEqualTo(6);
    }

    @Test
    void aBombIsStoppedOnWhatReallyComesOut() throws IOException {
        byte[] zeros = new byte[40 << 20];
        Path zip = zip(Map.of("a.png", zeros, "b.png", TestPictures.flat(20, 20, 0)));

        PictureFolder pictures = open(zip, PictureOptions.GUESS.withBadShare(0.6));

        assertThat(pictures.size()).isEqualTo(1);
        assertThat(pictures.unreadable().get(0).reason())
                .contains("more than 200 times its packed size");
    }

    @Test
    void manyEntriesThatAreEachSmallStillCountTogether() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int index = 0; index < 40; index++) {
            files.put(index + ".png", new byte[1 << 20]);
        }
        Path zip = zip(files);

        assertThatThrownBy(() -> open(zip, PictureOptions.GUESS.withBadShare(1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("more came out of the zip");
    }

    @Test
    void countAndTotalAreLimited() throws IOException {
        Path zip =
                zip(
                        Map.of(
                                "a.png", TestPictures.flat(20, 20, 1),
                                "b.png", TestPictures.flat(20, 20, 2),
                                "c.png", TestPictures.flat(20, 20, 3)));
        PictureOptions few =
                PictureOptions.GUESS.withLimits(
                        PictureLimits.DEFAULT, new ZipLimits(2, 1 << 20, 200));
        PictureOptions small =
                PictureOptions.GUESS.withLimits(PictureLimits.DEFAULT, new ZipLimits(9, 100, 200));

        assertThatThrownBy(() -> open(zip, few))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("claims 3 entries")
                .hasMessageContaining("limit of 2 entries");
        assertThatThrownBy(() -> open(zip, small))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("more came out of the zip");
    }

    @Test
    void anEncryptedArchiveSaysSo() throws IOException {
        Path zip = zip(Map.of("a.png", TestPictures.flat(20, 20, 0)));
        byte[] bytes = Files.readAllBytes(zip);
        int directory = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        bytes[directory + 8] |= 1; // general purpose bit 0 (APPNOTE 4.4.4)
        Files.write(zip, bytes);

        assertThatThrownBy(() -> open(zip, PictureOptions.GUESS))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("it is encrypted");
    }

    @Test
    void twoEntriesOfOneNameAreRefused() throws IOException {
        byte[] picture = TestPictures.flat(20, 20, 0);
        Path zip = zip(new LinkedHashMap<>(Map.of("a.png", picture, "b.png", picture)));
        String text = Files.readString(zip, StandardCharsets.ISO_8859_1).replace("b.png", "a.png");
        Files.writeString(zip, text, StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> open(zip, PictureOptions.GUESS))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("two entries named 'a.png'");
    }

    @Test
    void aFlippedBitOfAStoredPictureIsSeenByItsCheckSum() throws IOException {
        byte[] bmp = TestPictures.encoded("bmp", 20, 20, (x, y) -> x * y * 999);
        Path zip = zip(Map.of("a.bmp", bmp));
        byte[] bytes = Files.readAllBytes(zip);
        int directory = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        bytes[directory + 16] ^= 1; // CRC-32 in the directory
        Files.write(zip, bytes);

        assertThatThrownBy(() -> open(zip, PictureOptions.GUESS))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a.bmp: the zip says 1254 bytes with check sum");
    }

    @Test
    void cutOrMangledArchivesGiveNothingButADataException() throws IOException {
        byte[] picture = TestPictures.encoded("png", 20, 20, (x, y) -> x * y * 999);
        byte[] whole = Files.readAllBytes(zip(Map.of("a.png", picture, "c/b.png", picture)));
        Random random = new Random(3);
        int refused = 0;
        for (int round = 0; round < 150; round++) {
            byte[] mangled =
                    round % 3 == 0
                            ? Arrays.copyOf(whole, random.nextInt(whole.length))
                            : whole.clone();
            if (round % 3 > 0) {
                mangled[random.nextInt(mangled.length)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(folder.resolve("mangled.zip"), mangled);
            try {
                open(file, PictureOptions.GUESS);
            } catch (DataException expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(75);
    }
}
