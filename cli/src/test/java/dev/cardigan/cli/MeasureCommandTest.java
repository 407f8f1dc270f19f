package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.config.Json;
import dev.cardigan.config.Settings;
import dev.cardigan.data.Fit;
import dev.cardigan.data.SampleShape;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MeasureCommandTest {

    @TempDir private Path folder;

    /** What the engine has to say of this machine is said before any command is judged. */
    @BeforeAll
    static void engine() {
        Scope.run(() -> Tensor.zeros(1));
    }

    private Cli measure(Object... arguments) {
        Object[] all = new Object[arguments.length + 5];
        all[0] = "measure";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 4] = "--cache";
        all[all.length - 3] = folder.resolve("cache");
        all[all.length - 2] = "--threads";
        all[all.length - 1] = 1;
        return Cli.run(all);
    }

    private Path run() {
        return TrainedRun.in(folder, "small", "cdcgan", digits().toString(), "width=8");
    }

    private Path digits() {
        return SmallDigits.in(folder.resolve("digits"), 200, 1);
    }

    @Test
    void measuresARunAgainstItsOwnData() {
        Cli result =
                measure(
                        run(),
                        "--samples",
                        60,
                        "--extractor",
                        "random",
                        "--metrics",
                        "fid,kid,prdc,class-fid,ppl,copies",
                        "--json");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        Map<String, Object> tree = Json.parse(result.out(), "out");
        assertThat(tree.get("stamp").toString())
                .contains("random-v1", "samples=60", "split=train", "weights=average");
        assertThat(((List<?>) tree.get("scores")).get(0).toString())
                .contains("name=fid60_train_random-v1", "low=", "warning=");
        assertThat(result.out())
                .contains("\"precision\"", "\"class-fid\"", "\"ppl\"", "\"copies\"");
    }

    @Test
    void theSameSeedGivesTheSameScores() {
        Path run = run();
        Object[] arguments = {
            run, "--samples", 40, "--extractor", "random", "--metrics", "fid,kid", "--json"
        };
        assertThat(measure(arguments).out()).isEqualTo(measure(arguments).out());
    }

    @Test
    void saysInOneLineWhatIsWrong() throws Exception {
        Files.createDirectories(folder.resolve("empty"));
        fails(4, "empty", folder.resolve("empty"), "--against", digits());
        fails(4, "found points", "builtin:ring8", "--against", digits());
        fails(3, "--against", digits());
        fails(3, "at least 2", digits(), "--against", digits(), "--samples", 1);
        fails(3, "no measure 'fud'", digits(), "--metrics", "fud");
        fails(3, "no run 'nowhere'", "nowhere");
        fails(
                3,
                "is no file",
                digits(),
                "--against",
                digits(),
                "--extractor",
                "missing.safetensors");
        Cli other = measure(run(), "--against", digits(), "--size", 32, "--extractor", "random");
        assertThat(other.code()).isEqualTo(4);
        assertThat(other.err()).contains("1x16x16").contains("1x32x32");
    }

    @Test
    void saysWhichSideIsWrong() throws Exception {
        Path few = SmallDigits.in(folder.resolve("few"), 5, 2);
        String random = "random";
        fails(
                4,
                "found 5 generated and 200 real",
                few,
                "--against",
                digits(),
                "--extractor",
                random);
        fails(
                4,
                "found 200 generated and 5 real",
                digits(),
                "--against",
                few,
                "--extractor",
                random);
        Path one = SmallDigits.in(folder.resolve("one"), 1, 2);
        fails(4, "one: expected at least 2", one, "--against", digits(), "--extractor", random);
        Path broken = Files.createDirectories(folder.resolve("broken"));
        Files.writeString(broken.resolve("no.png"), "no picture");
        Cli unreadable = measure(digits(), "--against", broken, "--extractor", random);
        assertThat(unreadable.code()).isEqualTo(4);
        assertThat(unreadable.err()).contains("broken: 1 of 1 pictures cannot be read", "no.png");
    }

    @Test
    void saysHowPicturesWereRead() {
        Cli result =
                measure(
                        digits(),
                        "--against",
                        digits(),
                        "--size",
                        20,
                        "--extractor",
                        "random",
                        "--metrics",
                        "kid");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("pictures of 1x20x20", "was read: Found 200 grey pictures of 16x16")
                .contains("Pictures become 20x20");
    }

    @Test
    void measuresOfPicturesThemselvesNeedNoExtractor() {
        Path plain = ColouredPictures.in(folder.resolve("plain"), 3, 16);
        String chosen = "l1,psnr,ssim";
        Cli pairs = measure(plain, "--against", plain, "--metrics", chosen, "--json");
        assertThat(pairs.err()).isEmpty();
        assertThat(pairs.code()).isZero();
        assertThat(pairs.out()).contains("\"l13_data\"").doesNotContain("extractor");
        Cli labelled = measure(digits(), "--against", digits(), "--metrics", chosen);
        assertThat(labelled.code()).as(labelled.err()).isZero();
        assertThat(labelled.out()).contains("no extractor; 200 samples");
        assertThat(folder.resolve("cache")).doesNotExist();
        // One that is of features asks for it as before.
        fails(3, "has no classes to train", plain, "--against", plain, "--metrics", "ssim,kid");
    }

    private void fails(int code, String expected, Object... arguments) {
        Cli result = measure(arguments);
        assertThat(result.err()).contains(expected);
        assertThat(result.err().strip().lines()).hasSizeLessThan(3);
        assertThat(result.code()).isEqualTo(code);
    }

    @Test
    void sanityFindsTheOtherHalfNearest() {
        Cli result =
                Cli.run(
                        "measure",
                        "sanity",
                        "--data",
                        digits(),
                        "--size",
                        16,
                        "--extractor",
                        "random",
                        "--threads",
                        1,
                        "--json",
                        "--cache",
                        folder);
        assertThat(result.err()).isEmpty();
        assertThat(Json.parse(result.out(), "out").get("trusted")).isEqualTo(true);
        assertThat(result.out()).contains("blurred", "noised", "without class 9");
    }

    @Test
    void sanityOfAPartHalvesThePart() {
        Object[] common = {
            "measure",
            "sanity",
            "--data",
            digits(),
            "--extractor",
            "random",
            "--threads",
            1,
            "--cache",
            folder,
            "--samples"
        };
        Cli part = Cli.run(and(common, 120));
        assertThat(part.err()).isEmpty();
        assertThat(part.out())
                .contains("60 pictures, seen by random-v1@", "the other half ")
                .containsPattern("blurred +60 pictures");
        Cli tooMany = Cli.run(and(common, 201));
        assertThat(tooMany.code()).isEqualTo(3);
        assertThat(tooMany.err()).contains("2 to the 200 pictures", "found 201");
    }

    private static Object[] and(Object[] common, Object last) {
        Object[] all = Arrays.copyOf(common, common.length + 1);
        all[common.length] = last;
        return all;
    }

    @Test
    void helpTeaches() {
        assertThat(Cli.run("measure", "--help").out())
                .contains("Compare only scores with the same stamp", "Examples");
        assertThat(Cli.run("measure", "--list").out()).contains("fid-infinity", "ppl", "cas");
    }

    @Test
    void optionsThatWouldDoNothingAreNoOptions() {
        String[] extractor = {"measure", "train-extractor", "--data", "mnist", "--extractor", "x"};
        assertThat(Cli.run((Object[]) extractor).err()).contains("unknown option '--extractor'");
        String[] size = {"measure", "upscaling", "latest", "--against", "x", "--size", "8"};
        assertThat(Cli.run((Object[]) size).err()).contains("unknown option '--size'");
    }

    @Test
    void fitIsThatOfTheRunUnlessAskedFor() {
        Recipe<?, ?> recipe = Session.recipe("dcgan");
        Recipe.Sample sample = new Recipe.Sample(new SampleShape(1, 16, 16), 0);
        Settings settings = Settings.ofAssignments(List.of("fit=contain"));
        RunSettings run = Model.of(recipe, sample, "x", settings).settings();
        ReadingOptions silent = new ReadingOptions();
        ReadingOptions asked = new ReadingOptions();
        new CommandLine(asked)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs("--fit", "stretch");
        assertThat(silent.options(run, 1, 16).fit()).isEqualTo(Fit.CONTAIN);
        assertThat(asked.options(run, 1, 16).fit()).isEqualTo(Fit.STRETCH);
    }
}
