package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.config.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that begin with the weights of others. */
class HandoverTest {

    @TempDir private static Path shared;
    private static Path digits;
    private static Path other;

    @TempDir private Path runs;

    @BeforeAll
    static void train() {
        digits = SmallDigits.in(shared.resolve("digits"), 60, 1);
        other = SmallDigits.in(shared.resolve("other"), 60, 2);
        trained("stylegan2", "styled", "latent=8", "widest=8");
        trained("dcgan", "plain", "latent=8", "width=4");
    }

    private static void trained(String paper, String name, String... settings) {
        List<Object> all =
                arguments(2, "train", paper, "--data", digits, "--name", name, "--runs", shared);
        for (String each : settings) {
            all.addAll(List.of("--set", each));
        }
        Cardigan.Result result = Cardigan.run(all.toArray());
        assertThat(result.code()).as(result.err()).isZero();
    }

    private static List<Object> arguments(int steps, Object... some) {
        List<Object> all = new ArrayList<>(List.of(some));
        all.addAll(List.of("--steps", steps, "--batch", 4, "--threads", 1, "--save-every", 1));
        all.addAll(List.of("--set", "keep=9"));
        return all;
    }

    private Cardigan.Result train(String paper, String from, Object... more) {
        return train(2, paper, from, more);
    }

    private Cardigan.Result train(int steps, String paper, String from, Object... more) {
        List<Object> all =
                arguments(steps, "train", paper, "--from", shared.resolve(from), "--runs", runs);
        all.addAll(List.of("--name", "new"));
        all.addAll(List.of(more));
        return Cardigan.run(all.toArray());
    }

    private static Map<String, TensorData> file(Path run, long step, String file) {
        return RunFolder.open(run).checkpoints().load(step).content().tensors(file);
    }

    private static TensorData tensor(Map<String, TensorData> all, String name) {
        return Objects.requireNonNull(all.get(name), name);
    }

    private Path made() {
        return runs.resolve("new");
    }

    @Test
    void allWeightsAndAveragesAreTakenAndTheRestBeginsAnew() {
        Cardigan.Result result = train("stylegan2", "styled", "--data", other);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("at step 2").contains("optimizers fresh");
        Path before = shared.resolve("styled");
        Map<String, TensorData> weights = file(before, 2, "weights");
        Map<String, TensorData> taken = file(made(), 0, "weights");
        assertThat(taken.keySet()).isEqualTo(weights.keySet());
        weights.forEach(
                (name, tensor) -> {
                    if (!name.startsWith("tolls")) {
                        assertThat(tensor(taken, name)).as(name).isEqualTo(tensor);
                    }
                });
        assertThat(tensor(taken, "tolls.0.mean")).isEqualTo(TensorData.of(new float[] {0}));
        assertThat(file(made(), 0, "average")).isEqualTo(file(before, 2, "average"));
        assertThat(tensor(file(made(), 0, "optimizers"), "generator:steps").bytes().getLong(0))
                .isZero();
        Map<String, Object> record = Json.read(made().resolve("run.json"));
        assertThat(record.get("from").toString()).contains("step=2", "weights=");
        // The average does not begin anew with the first step.
        TensorData later = tensor(file(made(), 1, "average"), "synthesis.constant");
        assertThat(later)
                .isNotEqualTo(tensor(file(made(), 1, "weights"), "generator.synthesis.constant"));
    }

    @Test
    void aRunThatBeganSoGoesOnBitForBit() throws Exception {
        Cardigan.Result whole = train("dcgan", "plain", "--data", other);
        assertThat(whole.code()).as(whole.err()).isZero();
        Path first = made();
        Path kept = runs.resolve("whole");
        Files.move(first, kept);
        assertThat(train(1, "dcgan", "plain", "--data", other).code()).isZero();
        assertThat(Cardigan.run("resume", made(), "--steps", 2).code()).isZero();
        assertThat(file(made(), 2, "weights")).isEqualTo(file(kept, 2, "weights"));
    }

    @Test
    void frozenLayersOfTheDiscriminatorStayAsTheyCame() {
        Cardigan.Result result = train("stylegan2", "styled", "--data", other, "--set", "freeze=2");
        assertThat(result.code()).as(result.err()).isZero();
        Map<String, TensorData> before = file(made(), 0, "weights");
        Map<String, TensorData> after = file(made(), 2, "weights");
        // From the picture on: what reads it, then the block at 16x16.
        for (String frozen : List.of("discriminator.fromPicture", "discriminator.blocks.1")) {
            before.forEach(
                    (name, tensor) -> {
                        if (name.startsWith(frozen)) {
                            assertThat(tensor(after, name)).as(name).isEqualTo(tensor);
                        }
                    });
        }
        String free = "discriminator.blocks.0.keeping.weight";
        assertThat(tensor(after, free)).isNotEqualTo(tensor(before, free));
        Cardigan.Result all = train("dcgan", "plain", "--set", "freeze=9");
        assertThat(all.code()).isEqualTo(3);
        assertThat(all.err()).contains("freeze: expected 0 to ");
    }

    @Test
    void aLargerModelTakesTheLayersThatExistAndSaysWhichAreNew() {
        Cardigan.Result result =
                train("stylegan2", "styled", "--data", "builtin:digits", "--size", 32);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("New, as they do not exist there: ")
                .contains("generator.synthesis.blocks.3")
                .contains("discriminator.blocks.2")
                .doesNotContain("blocks.1");
        Map<String, TensorData> before = file(shared.resolve("styled"), 2, "weights");
        Map<String, TensorData> after = file(made(), 0, "weights");
        for (String name :
                List.of(
                        "generator.synthesis.blocks.2.keeping.weight",
                        "generator.mapping.mean",
                        "discriminator.blocks.0.keeping.weight")) {
            assertThat(tensor(after, name)).as(name).isEqualTo(tensor(before, name));
        }
        assertThat(tensor(file(made(), 0, "average"), "synthesis.constant"))
                .isEqualTo(
                        tensor(file(shared.resolve("styled"), 2, "average"), "synthesis.constant"));
    }

    /** SRGAN begins with SRResNet, which has no discriminator. */
    @Test
    void aNetworkThatTheOtherRunLacksAltogetherIsNew() {
        trained("srresnet", "pixels", "factor=2", "width=4", "blocks=1");
        Map<String, TensorData> before = file(shared.resolve("pixels"), 2, "weights");
        assertThat(before.keySet()).noneMatch(name -> name.startsWith("discriminator"));
        Cardigan.Result result =
                train("srresnet", "pixels", "--set", "adversarial=1e-3", "--set", "judgeWidth=4");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("New, as they do not exist there: discriminator.model");
        Map<String, TensorData> after = file(made(), 0, "weights");
        assertThat(after.keySet()).anyMatch(name -> name.startsWith("discriminator"));
        before.forEach((name, tensor) -> assertThat(tensor(after, name)).isEqualTo(tensor));
        // The width of what exists must be its own all the same.
        Cardigan.Result wider = train("srresnet", "pixels", "--set", "width=8");
        assertThat(wider.code()).isEqualTo(3);
        assertThat(wider.err()).contains("settings that differ: width 8, not 4");
    }

    @Test
    void whatDoesNotFitIsOneClearLineAndNothingIsWritten() {
        Path coloured = ColouredPictures.in(runs.resolve("coloured"), 8, 16);
        refused("expected a run of wgan, found one of dcgan", 3, "wgan", "plain");
        refused(
                "expected pictures of 1 channels, as its own, found 3",
                4,
                "dcgan",
                "plain",
                "--data",
                coloured);
        refused(
                "expected pictures of 1x16x16 or larger, found 1x8x8; pass --size 16",
                3,
                "stylegan2",
                "styled",
                "--size",
                8);
        refused(
                "settings that differ: latent 4, not 8",
                3,
                "stylegan2",
                "styled",
                "--set",
                "latent=4");
        refused(
                "settings that differ: latent 4, not 8",
                3,
                "stylegan2",
                "styled",
                "--data",
                "builtin:digits",
                "--size",
                32,
                "--set",
                "latent=4");
        refused(
                "expected a generator whose layers fit pictures of 1x32x32",
                3,
                "dcgan",
                "plain",
                "--data",
                "builtin:digits",
                "--size",
                32);
    }

    private void refused(String message, int code, String paper, String from, Object... more) {
        Cardigan.Result result = train(paper, from, more);
        assertThat(result.err()).contains(message).hasLineCount(1);
        assertThat(result.code()).isEqualTo(code);
        assertThat(made()).doesNotExist();
    }
}
