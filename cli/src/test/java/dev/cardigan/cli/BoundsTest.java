package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.data.Npy;
import dev.cardigan.data.NpyArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers that no machine can serve, and options that would do nothing, are refused at once. */
class BoundsTest {

    private static final int HUGE = 99_999_999;

    @TempDir private static Path shared;
    private static Path digits;
    private static Path coder;

    @TempDir private Path folder;

    @BeforeAll
    static void train() {
        digits =
                TrainedRun.in(
                        shared,
                        "digits",
                        "gan",
                        "builtin:digits",
                        "generatorWidths=[8]",
                        "discriminatorWidths=[8]",
                        "latent=2");
        coder =
                TrainedRun.in(
                        shared,
                        "coder",
                        "bigan",
                        "builtin:digits",
                        "encoderWidths=[8]",
                        "generatorWidths=[8]",
                        "discriminatorWidths=[8]",
                        "latent=2");
    }

    private static void refused(int code, String message, Object... arguments) {
        Cli result = Cli.run(arguments);
        assertThat(result.err()).contains(message);
        assertThat(result.code()).isEqualTo(code);
    }

    @Test
    void threadsBatchAndSizeOfARunHaveBounds() {
        refused(3, "threads: expected 0 to 256, found 100000", "train", "--threads", 100_000);
        refused(3, "batch: expected 1 to 1000000, found 99999999", "train", "--batch", HUGE);
        refused(3, "size: expected 1 to 4096, found -4", "train", "--size", -4);
        refused(
                3,
                "size: expected 1 to 4096, found -4",
                "data",
                "augment-preview",
                "builtin:digits",
                "--ada",
                1,
                "--size",
                -4);
    }

    @Test
    void samplesFramesAndCellsOfAGridHaveBounds() {
        refused(3, "--count: expected at most", "sample", digits, "--count", HUGE);
        refused(
                3,
                "--frames: expected at most",
                "sample",
                digits,
                "--interpolate",
                "--frames",
                HUGE);
        refused(
                3,
                "--frames: expected 2 to 10000, found 99999999",
                "latent",
                "walk",
                digits,
                "--frames",
                HUGE);
        refused(
                3,
                "--frames: expected 2 to 10000, found 99999999",
                "latent",
                "interpolate",
                digits,
                "--seeds",
                "1,2",
                "--frames",
                HUGE);
        refused(
                3,
                "--columns: expected 2 to 100, found 99999999",
                "latent",
                "directions",
                digits,
                "--columns",
                HUGE);
        refused(
                3,
                "rows times columns of at most 4,882, found 12,000 times 10",
                "data",
                "augment-preview",
                "builtin:digits",
                "--ada",
                1,
                "--rows",
                HUGE,
                "--out",
                folder.resolve("never.png"));
    }

    @Test
    void optionsThatWouldDoNothingAreRefused() {
        Path latents = folder.resolve("latents.npy");
        assertThat(Cli.run("sample", digits, "--count", 2, "--save-latents", latents).code())
                .isZero();
        refused(3, "--seed: the samples", "sample", digits, "--latents", latents, "--seed", 3);
        refused(3, "--seed: --interpolate", "sample", digits, "--interpolate", "--seed", 3);
        refused(
                3,
                "--seed: --reconstruct",
                "sample",
                coder,
                "--reconstruct",
                "builtin:digits",
                "--seed",
                3);
        refused(
                3,
                "--between: expected --method labels beside it, found --method sefa",
                "latent",
                "directions",
                digits,
                "--between",
                "1,2");
    }

    @Test
    void latentsThatAreNoNumbersAreRefused() {
        Path whole = folder.resolve("whole.npy");
        Npy.write(whole, NpyArray.of(new int[] {1, 2}, 1, 2));
        refused(4, "float32 or float64, found <i4", "sample", digits, "--latents", whole);
        Path broken = folder.resolve("broken.npy");
        Npy.write(broken, NpyArray.of(new float[] {1, Float.NaN}, 1, 2));
        refused(
                4,
                "expected finite latents, found NaN as number 1",
                "sample",
                digits,
                "--latents",
                broken);
    }

    @Test
    void aFolderIsNoFileToWrite() {
        refused(
                3,
                folder + ": expected a file to write, found a folder",
                "sample",
                digits,
                "--out",
                folder);
    }

    @Test
    void aRecordThatIsCutOffIsOneErrorForAllCommands() throws IOException {
        Path run = Files.createDirectories(folder.resolve("runs").resolve("cut"));
        Files.writeString(run.resolve("run.json"), "{\"settings\": {\"steps\": 3,");
        for (String verb : new String[] {"sample", "resume"}) {
            Cli result = Cli.run(verb, run);
            assertThat(result.code()).as(result.err()).isEqualTo(5);
            assertThat(result.err()).contains("restore it from a backup").doesNotContain("Source:");
        }
    }

    @Test
    void dataThatIsNotBuiltInNamesWhatIs() {
        refused(
                3,
                "builtin:digit: no such data is built in; expected builtin:digits or one of",
                "train",
                "--data",
                "builtin:digit");
        refused(
                3,
                "builtin:ring8: expected pictures, found points",
                "train",
                "--data",
                "stacked:builtin:ring8");
    }

    @Test
    void tilesHaveASideAndUpscalingNeedsPictures() throws IOException {
        Path enlarging =
                TrainedRun.in(
                        folder,
                        "enlarging",
                        "srresnet",
                        "builtin:digits",
                        "width=4",
                        "blocks=1",
                        "factor=2");
        Path none = Files.createDirectories(folder.resolve("none"));
        refused(3, "--tile: expected at least 1", "upscale", none, "--run", enlarging, "--tile", 0);
        refused(
                3,
                "--tile: expected at least 1, found -1",
                "measure",
                "upscaling",
                enlarging,
                "--against",
                none,
                "--tile",
                -1);
        refused(
                4,
                none + ": no pictures found",
                "measure",
                "upscaling",
                enlarging,
                "--against",
                none);
    }

    @Test
    void aStudyIsLookedAtBeforeItsFirstRun() {
        Path into = folder.resolve("study");
        refused(3, "missing.yaml: expected a YAML file", "study", "missing.yaml", "--into", into);
        refused(
                3,
                "gan.latent: expected at least 1, found -5",
                "study",
                "gan",
                "--vary",
                "latent=2,-5",
                "--into",
                into);
        refused(
                3,
                "unknown key 'latnet', did you mean 'latent'?",
                "study",
                "gan",
                "--vary",
                "latnet=2",
                "--into",
                into);
        refused(
                3,
                "expected data of a known law",
                "study",
                "gan",
                "--data",
                "builtin:digits",
                "--measure",
                "modes",
                "--into",
                into);
        refused(3, "--only: expected a part of one of", "study", "failures", "--only", "zzz");
        assertThat(into).doesNotExist();
    }

    @Test
    void penaltiesAreDueAndPositive() {
        String penalty = "penalties=[{regularizer: {%s}, every: %d}]";
        for (String negative :
                new String[] {
                    "r1: {gamma: -1}",
                    "r2: {gamma: -1}",
                    "gradientPenalty: {lambda: -1}",
                    "dragan: {lambda: -1}"
                }) {
            refused(
                    3,
                    "expected at least 0, found -1.0",
                    "train",
                    "gan",
                    "--set",
                    penalty.formatted(negative, 1));
        }
        refused(
                3,
                "every: expected at least 1, found -3",
                "train",
                "gan",
                "--set",
                penalty.formatted("r1: {gamma: 1}", -3));
    }
}
