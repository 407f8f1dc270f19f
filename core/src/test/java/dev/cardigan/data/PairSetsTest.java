package dev.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.DataException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairSetsTest {

    private static final PictureOptions SMALL = PictureOptions.GUESS.withSize(16);

    @TempDir private Path folder;

    /** A picture whose brightness says where in it one is, and in which picture. */
    private void picture(String name, int width, int height, int shift) {
        TestPictures.write(
                folder.resolve(name),
                TestPictures.encoded(
                        "png", width, height, (x, y) -> 0x010101 * (2 * x + 2 * y + shift)));
    }

    private Source<?> open(Intake.Kind kind, String data) {
        return Source.open(kind, data, SMALL, 1, Progress.SILENT);
    }

    private static RawPairs load(Source<?> source, long visit, int... indices) {
        return (RawPairs) source.set().load(indices, visit);
    }

    @Test
    void twoFoldersInOneAreTheTwoKindsInTheOrderOfTheirNames() {
        picture("A/one.png", 30, 20, 0);
        picture("A/two.png", 20, 40, 3);
        picture("B/three.png", 20, 20, 90);
        Source<?> source = open(Intake.Kind.UNPAIRED, folder.toString());
        assertThat(source.set().size()).isEqualTo(2);
        assertThat(source.set().shape()).isEqualTo(new SampleShape(1, 16, 16));
        assertThat(source.decisions())
                .anyMatch(each -> each.contains("2 pictures in A and 1 in B"));
        RawPairs plain = (RawPairs) source.set().load(new int[] {0});
        RawPairs swapped =
                (RawPairs) open(Intake.Kind.UNPAIRED, "swapped:" + folder).set().load(new int[1]);
        assertThat(swapped.first().pixels()).isEqualTo(plain.second().pixels());
    }

    @Test
    void aVisitShowsTheSamePartsAgainAndAnotherVisitOthers() {
        picture("A/one.png", 40, 20, 0);
        picture("B/two.png", 40, 20, 90);
        Source<?> source =
                open(Intake.Kind.UNPAIRED, folder.resolve("A") + "," + folder.resolve("B"));
        byte[] once = load(source, 7, 0).first().pixels();
        assertThat(load(source, 7, 0).first().pixels()).isEqualTo(once);
        long others = 0;
        for (int visit = 8; visit < 16; visit++) {
            others += Arrays.equals(load(source, visit, 0).first().pixels(), once) ? 0 : 1;
        }
        assertThat(others).isPositive();
    }

    @Test
    void pairsShareTheirPartAndTheirMirror() {
        picture("input/a.png", 30, 30, 0);
        picture("target/a.png", 30, 30, 40);
        picture("input/alone.png", 30, 30, 0);
        Source<?> source = open(Intake.Kind.PAIRED, folder.toString());
        assertThat(source.set().size()).isEqualTo(1);
        assertThat(source.decisions()).anyMatch(each -> each.contains("no partner: 1 (alone)"));
        for (int visit = 0; visit < 8; visit++) {
            RawPairs pair = load(source, visit, 0);
            for (int i = 0; i < 256; i++) {
                int given = pair.first().pixels()[i] & 0xff;
                int wanted = pair.second().pixels()[i] & 0xff;
                assertThat(wanted - given).isBetween(38, 42);
            }
        }
    }

    @Test
    void picturesOfEqualNamesInSeveralFoldersPairWithTheirOwnFolder() {
        for (String scene : new String[] {"scene0", "scene1"}) {
            int shift = scene.equals("scene0") ? 0 : 90;
            picture("all/A/" + scene + "/1.png", 30, 30, shift);
            picture("all/B/" + scene + "/1.png", 30, 30, shift + 40);
            picture("given/around/" + scene + "/1.png", 30, 30, shift);
            picture("wanted/" + scene + "/1.png", 30, 30, shift + 40);
        }
        picture("all/B/scene1/1.tif", 30, 30, 0);
        Source<?> source = open(Intake.Kind.PAIRED, folder.resolve("all").toString());
        assertThat(source.set().size()).isEqualTo(2);
        assertThat(source.decisions()).anyMatch(each -> each.contains("partner: 1 (scene1/1)"));
        String apart = folder.resolve("given") + "," + folder.resolve("wanted");
        for (Source<?> pairs : List.of(source, open(Intake.Kind.PAIRED, apart))) {
            assertThat(pairs.set().size()).isEqualTo(2);
            for (int i = 0; i < 2; i++) {
                RawPairs pair = load(pairs, 0, i);
                int wanted = pair.second().pixels()[0] & 0xff;
                assertThat(wanted - (pair.first().pixels()[0] & 0xff)).isBetween(38, 42);
            }
        }
    }

    @Test
    void sideBySidePicturesAreTheSameByAnyPathToThem() {
        picture("wide/a.png", 64, 32, 0);
        Path wide = folder.resolve("wide");
        String here = Path.of("").toAbsolutePath().relativize(wide).toString();
        String fingerprint = open(Intake.Kind.PAIRED, wide.toString()).set().fingerprint();
        assertThat(open(Intake.Kind.PAIRED, here).set().fingerprint()).isEqualTo(fingerprint);
        assertThat(open(Intake.Kind.PAIRED, "swapped:" + here).set().fingerprint())
                .isNotEqualTo(fingerprint);
    }

    @Test
    void aStripIsNamedInsteadOfFillingTheMemory() {
        for (int i = 0; i < 30; i++) {
            picture("A/" + i + ".png", 20, 20, i);
            picture("B/" + i + ".png", 20, 20, i);
        }
        picture("B/strip.png", 1, 9000, 0);
        Source<?> source = open(Intake.Kind.UNPAIRED, folder.toString());
        assertThat(source.decisions()).anyMatch(each -> each.contains("30 pictures in A and 30"));
        assertThat(source.decisions())
                .anyMatch(each -> each.contains("1x9000, expected at most 32 times as long"));
    }

    @Test
    void sideBySidePicturesAreHalved() {
        picture("wide/a.png", 64, 32, 0);
        Source<?> source = open(Intake.Kind.PAIRED, folder.resolve("wide").toString());
        RawPairs pair = (RawPairs) source.set().load(new int[] {0});
        int offset = (pair.second().pixels()[100] & 0xff) - (pair.first().pixels()[100] & 0xff);
        assertThat(offset).isBetween(62, 66); // 32 pixels to the right, 2 steps each
    }

    @Test
    void saysWhatPairsAre() {
        picture("single/a.png", 32, 32, 0);
        assertThatThrownBy(() -> open(Intake.Kind.PAIRED, folder.resolve("single").toString()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a.png is 32x32, expected twice as wide as high");
        assertThatThrownBy(() -> open(Intake.Kind.UNPAIRED, folder.resolve("single").toString()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("FIRST,SECOND");
        picture("other/b.png", 32, 32, 0);
        String unlike = folder.resolve("single") + "," + folder.resolve("other");
        assertThatThrownBy(() -> open(Intake.Kind.PAIRED, unlike))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("equal names");
    }

    @Test
    void cropsAreNotResized() {
        picture("p/a.png", 50, 40, 0);
        Source<?> source = open(Intake.Kind.CROPS, folder.resolve("p").toString());
        RawPictures crop = (RawPictures) source.set().load(new int[] {0}, 3);
        int step = (crop.pixels()[1] & 0xff) - (crop.pixels()[0] & 0xff);
        assertThat(Math.abs(step)).isEqualTo(2);
    }

    @Test
    void edgesAreDarkWhereBrightnessChangesAndWhiteElsewhere() {
        byte[] halves = new byte[64];
        for (int i = 0; i < 64; i++) {
            halves[i] = (byte) (i % 8 < 4 ? 0 : 200);
        }
        Pixels lines = PairKind.EDGES.of(new Pixels(8, 8, 1, halves), 1, 1, 0);
        assertThat(lines.at(3, 4, 0)).isZero();
        assertThat(lines.at(0, 4, 0)).isEqualTo(255);
        assertThat(PairKind.SMALL.of(lines, 2, 1, 0).width()).isEqualTo(4);
    }
}
