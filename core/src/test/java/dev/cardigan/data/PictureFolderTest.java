package dev.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFolderTest {

    @TempDir Path folder;

    @BeforeEach
    void twoClassesAndJunk() {
        for (int index = 0; index < 6; index++) {
            int shade = 0x101010 * index;
            write("birds/b" + index + ".png", TestPictures.flat(40, 30 + index, 0x800000 + shade));
            write("cats/c" + index + ".jpg", TestPictures.flat(35, 50, 0x000080 + shade));
        }
        byte[] picture = TestPictures.flat(8, 8, 0);
        write(".hidden/x.png", picture);
        write("__MACOSX/birds/._b0.png", "junk".getBytes(StandardCharsets.UTF_8));
        write("birds/._b1.png", "junk".getBytes(StandardCharsets.UTF_8));
        write("birds/Thumbs.db", picture);
        write("captions.csv", "a,b".getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] bytes) {
        TestPictures.write(folder.resolve(name), bytes);
    }

    private PictureSet open(PictureOptions options) {
        return Pictures.open(folder, options.withThreads(2), Progress.SILENT);
    }

    @Test
    void subFoldersAreClassesAndJunkIsLeftOut() {
        PictureSet pictures = open(PictureOptions.GUESS);

        assertThat(pictures.size()).isEqualTo(12);
        assertThat(pictures.classes()).containsExactly("birds", "cats");
        // Shorter sides: 30 to 35 and six times 35; 32 is the power of two below the median.
        assertThat(pictures.shape()).isEqualTo(new SampleShape(3, 32, 32));
        RawPictures batch = pictures.load(new int[] {11, 0, 5, 6});
        assertThat(batch.labels()).containsExactly(1, 0, 0, 1);
        assertThat(batch.pixels()).hasSize(4 * 3 * 32 * 32);
        // Channels first: the second picture is b0, 0x800000.
        assertThat(batch.pixels()[3 * 32 * 32] & 0xff).isEqualTo(0x80);
        assertThat(batch.pixels()[3 * 32 * 32 + 32 * 32] & 0xff).isZero();
        assertThat(pictures.decisions())
                .anyMatch(each -> each.contains("the median shorter side is 35"))
                .anyMatch(each -> each.contains("2 sub-folders are the classes: birds, cats"))
                .anyMatch(each -> each.contains("captions.csv"))
                .anyMatch(each -> each.contains("three channels (RGB): 12 of 12"));
    }

    @Test
    void withoutTheCacheEveryBatchIsTheSame() {
        PictureSet kept = open(PictureOptions.GUESS);
        PictureSet decodedAnew = open(PictureOptions.GUESS.withCacheBytes(100));
        int[] indices = {3, 3, 9, 0};

        assertThat(decodedAnew.load(indices).pixels()).isEqualTo(kept.load(indices).pixels());
        assertThat(decodedAnew.fingerprint()).isEqualTo(kept.fingerprint()).hasSize(64);
        assertThat(decodedAnew.decisions()).anyMatch(each -> each.contains("decodes its own"));
    }

    @Test
    void theFingerprintFollowsContentAndSettings() {
        String before = open(PictureOptions.GUESS).fingerprint();

        assertThat(open(PictureOptions.GUESS.withThreads(1)).fingerprint()).isEqualTo(before);
        assertThat(open(PictureOptions.GUESS.withSize(16)).fingerprint()).isNotEqualTo(before);
        write("birds/b0.png", TestPictures.flat(40, 30, 0x800001));
        assertThat(open(PictureOptions.GUESS).fingerprint()).isNotEqualTo(before);
    }

    @Test
    void aFileThatChangesOrVanishesLaterIsNamed() throws IOException {
        PictureSet pictures = open(PictureOptions.GUESS.withCacheBytes(0));
        write("birds/b2.png", TestPictures.flat(40, 30, 0x123456));
        Files.delete(folder.resolve("birds/b3.png"));

        assertThatThrownBy(() -> pictures.load(new int[] {2}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("birds/b2.png")
                .hasMessageContaining("has changed");
        assertThatThrownBy(() -> pictures.load(new int[] {3}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("birds/b3.png")
                .hasMessageContaining("not any more");
        assertThat(pictures.load(new int[] {4}).count()).isEqualTo(1);
    }

    @Test
    void badFilesAreListedUpToAShare() {
        write("cats/bad.jpg", new byte[0]);

        assertThatThrownBy(() -> open(PictureOptions.GUESS))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("1 of 13 pictures cannot be read, more than the 5 %")
                .hasMessageContaining("cats/bad.jpg: the file is empty");
        PictureSet pictures = open(PictureOptions.GUESS.withBadShare(0.1));
        assertThat(pictures.size()).isEqualTo(12);
        assertThat(pictures.report().unreadable())
                .containsExactly(new Unreadable("cats/bad.jpg", "the file is empty"));
    }

    @Test
    void aFolderWithoutPicturesSaysWhatWasExpected(@TempDir Path empty) {
        assertThatThrownBy(() -> Pictures.open(empty, PictureOptions.GUESS, Progress.SILENT))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no pictures found. Expected PNG, JPEG");
    }

    @Test
    void anArchiveInAFolderWithoutPicturesIsNamed(@TempDir Path folder) throws IOException {
        for (String name : List.of("README.md", "notes.txt", "pictures.zip", "table.csv")) {
            Files.writeString(folder.resolve(name), "no picture");
        }

        assertThatThrownBy(() -> Pictures.open(folder, PictureOptions.GUESS, Progress.SILENT))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith(
                        ", found README.md, notes.txt, pictures.zip and 1 more; for the pictures in pictures.zip name that file itself");
    }

    @Test
    void picturesAreFoundByContentAndLooseOnesMakeItUnlabelled() {
        write("noending", TestPictures.flat(33, 33, 0x808080));

        PictureSet pictures = open(PictureOptions.GUESS);

        assertThat(pictures.size()).isEqualTo(13);
        assertThat(pictures.classes()).isEmpty();
        assertThat(pictures.load(new int[] {12, 0}).labels()).containsExactly(0, 0);
    }

    @Test
    void greyPicturesGetOneChannelUnlessAsked(@TempDir Path grey) {
        TestPictures.write(grey.resolve("a.png"), TestPictures.flat(200, 150, 0x404040));
        TestPictures.write(grey.resolve("b.png"), TestPictures.flat(150, 200, 0x909090));

        PictureSet guessed = Pictures.open(grey, PictureOptions.GUESS, Progress.SILENT);
        PictureSet asked =
                Pictures.open(
                        grey,
                        PictureOptions.GUESS.withColours(Colours.RGB).withLargestGuess(256),
                        Progress.SILENT);

        assertThat(guessed.shape()).isEqualTo(new SampleShape(1, 64, 64));
        assertThat(guessed.decisions()).anyMatch(each -> each.contains("the largest guess"));
        assertThat(asked.shape()).isEqualTo(new SampleShape(3, 128, 128));
        assertThat(asked.load(new int[] {1}).pixels()).containsOnly((byte) 0x90);
    }

    @Test
    void indicesOutsideTheSetAreRefused() {
        PictureSet pictures = open(PictureOptions.GUESS);

        assertThatThrownBy(() -> pictures.load(new int[] {12}))
                .isInstanceOf(DataException.class)
                .hasMessage("Picture 12 does not exist: expected 0 to 11");
    }

    @Test
    void progressComesInOrderOnTheCallingThread() {
        List<Long> heard = new ArrayList<>();
        Thread caller = Thread.currentThread();

        Pictures.open(
                folder,
                PictureOptions.GUESS.withSize(16).withThreads(3),
                (task, done, total) -> {
                    assertThat(Thread.currentThread()).isSameAs(caller);
                    assertThat(total).isEqualTo(12);
                    heard.add(done);
                });

        assertThat(heard).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
    }

    @Test
    void aFullyPackedClassZipIsReadInPlace() {
        Path zip = SharedData.path("emoji-objects/emoji-objects.zip");

        PictureSet pictures = Pictures.open(zip, PictureOptions.GUESS, Progress.SILENT);

        assertThat(pictures.size()).isEqualTo(1559);
        assertThat(pictures.classes()).hasSize(9).contains("activities");
        assertThat(pictures.shape()).isEqualTo(new SampleShape(3, 64, 64));
        assertThat(pictures.report().classes().values().stream().mapToInt(each -> each).sum())
                .isEqualTo(1559);
    }

    /** As where its rights forbid it; an administrator, as tests may be, is forbidden nothing. */
    @Test
    void aFolderThatCannotBeListedIsMoreThanOneBadFile() {
        FolderFiles listed = FolderFiles.of(folder);
        FolderFiles closed =
                new FolderFiles(
                        folder,
                        listed.entries(),
                        List.of(new Unreadable("dogs", "cannot be listed", true)));

        PictureOptions lenient = PictureOptions.GUESS.withBadShare(0.5);
        assertThatThrownBy(() -> PictureFolder.open(closed, lenient, Progress.SILENT))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("nobody can count: dogs: cannot be listed");
        PictureOptions inspecting = PictureOptions.GUESS.withBadShare(1);
        assertThat(PictureFolder.open(closed, inspecting, Progress.SILENT).unreadable()).hasSize(1);
    }
}
