package dev.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class DataReportTest {

    @TempDir Path folder;

    private void write(String name, byte[] bytes) {
        TestPictures.write(folder.resolve(name), bytes);
    }

    private static byte[] scene(String format, int side, int seed) {
        return TestPictures.encoded(
                format,
                side,
                side,
                (x, y) -> {
                    double across = (x + 0.5) / side;
                    double down = (y + 0.5) / side;
                    double wave = Math.sin(across * seed * 7) + Math.cos(down * seed * 5);
                    int value = (int) Math.round(127 + 60 * wave);
                    return value * 0x10000 + value / 2 * 0x100 + 40;
                });
    }

    private DataReport report() {
        for (int seed = 1; seed <= 6; seed++) {
            write("many/" + seed + ".png", scene("png", 64, seed));
        }
        write("many/1 again.png", scene("png", 64, 1));
        write("many/2 as jpeg.jpg", scene("jpeg", 64, 2));
        write("many/3 larger.png", scene("png", 300, 3));
        write("few/flat black.png", TestPictures.flat(64, 64, 0));
        write("few/flat white.png", TestPictures.flat(64, 64, 0xffffff));
        write("few/empty.png", new byte[0]);
        PictureOptions options = PictureOptions.GUESS.withBadShare(0.2).withThreads(2);
        return Pictures.open(folder, options, Progress.SILENT).report();
    }

    @Test
    void findsCopiesAndLookalikesButNotFlatPicturesOfDifferentShade() {
        Duplicates duplicates = report().duplicates();

        assertThat(duplicates.exact()).containsExactly(List.of("many/1 again.png", "many/1.png"));
        assertThat(duplicates.near())
                .containsExactlyInAnyOrder(
                        List.of("many/2 as jpeg.jpg", "many/2.png"),
                        List.of("many/3 larger.png", "many/3.png"));
        assertThat(duplicates.compared()).isEqualTo(10);
    }

    @Test
    void countsAndWarnsInPlainWords() {
        DataReport report = report();

        assertThat(report.pictures()).isEqualTo(11);
        assertThat(report.sizes()).isEqualTo(Map.of("64x64", 10, "300x300", 1));
        assertThat(report.classes()).isEqualTo(Map.of("few", 2, "many", 9));
        assertThat(report.unreadable())
                .containsExactly(new Unreadable("few/empty.png", "the file is empty"));
        assertThat(report.warnings())
                .hasSize(5)
                .anyMatch(each -> each.startsWith("Only 11 pictures"))
                .anyMatch(each -> each.contains("shorter sides run from 64 to 300"))
                .anyMatch(each -> each.startsWith("One picture is an exact copy"))
                .anyMatch(each -> each.startsWith("4 pictures look almost the same"))
                .anyMatch(each -> each.startsWith("One file cannot be read"));
    }

    @Test
    void anUnbalancedSetIsNamed() {
        DataWarnings warnings = new DataWarnings(5000);
        warnings.number();
        warnings.classes(Map.of("a", 4000, "b", 799, "c", 201));

        assertThat(warnings.sentences())
                .singleElement()
                .asString()
                .contains("the largest has 4,000 pictures, the smallest 201");
    }

    @Test
    void isReadAsTextAndSurvivesJson() {
        DataReport report = report();
        JsonMapper json = new JsonMapper();

        DataReport again = json.readValue(json.writeValueAsString(report), DataReport.class);

        assertThat(again).isEqualTo(report);
        assertThat(report.text())
                .contains("11 pictures\n", "Classes (2)\n  few: 2\n  many: 9\n")
                .contains("many/1 again.png = many/1.png", "few/empty.png: the file is empty");
    }
}
