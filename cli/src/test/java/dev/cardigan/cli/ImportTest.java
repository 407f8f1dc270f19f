package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.checkpoint.Checkpoint;
import dev.cardigan.checkpoint.SafeTensors;
import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.checkpoint.TensorFile;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.training.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imported weights draw what they drew where they come from; others are refused. */
class ImportTest {

    private static final Path FIXTURES = Path.of(System.getProperty("cardigan.root"), "fixtures");

    /** Of the golden set, relative to the largest value. */
    private static final double BOUND = 1e-4;

    @TempDir Path folder;

    private Cli run(Object... arguments) {
        Object[] all = new Object[arguments.length + 3];
        all[0] = "import";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--runs";
        all[arguments.length + 2] = folder.resolve("runs");
        return Cli.run(all);
    }

    private SavedRun imported(Object... arguments) {
        Cli result = run(arguments);
        assertThat(result.code()).as(result.err()).isZero();
        return SavedRun.in(folder.resolve("runs").resolve(arguments[0] + "-001"));
    }

    private static Checkpoint start(SavedRun run) {
        return run.checkpoint(OptionalLong.of(0));
    }

    private Path unpacked(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in =
                new GZIPInputStream(
                        Files.newInputStream(FIXTURES.resolve("pytorch/" + name + ".gz")))) {
            return Files.write(file, in.readAllBytes());
        }
    }

    private static Map<String, TensorData> golden(String name) {
        return SafeTensors.read(FIXTURES.resolve("golden/networks/" + name + ".safetensors"))
                .tensors();
    }

    private static Tensor tensor(Map<String, TensorData> golden, String name) {
        TensorData data = Objects.requireNonNull(golden.get(name), name);
        return Objects.requireNonNull(Snapshot.tensors(Map.of(name, data)).get(name));
    }

    /** The weights of one network, by its own names. */
    private Path weights(Map<String, TensorData> golden, String network, String file) {
        Map<String, TensorData> weights = new LinkedHashMap<>();
        golden.forEach(
                (name, tensor) -> {
                    if (name.startsWith("weights." + network)) {
                        weights.put(name.substring(("weights." + network).length()), tensor);
                    }
                });
        Path path = folder.resolve(file);
        SafeTensors.write(path, TensorFile.of(weights));
        return path;
    }

    private static void assertSame(Tensor found, Tensor expected) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        assertThat(largest(found.sub(expected))).isLessThanOrEqualTo(BOUND * largest(expected));
    }

    private static double largest(Tensor values) {
        double largest = 0;
        for (float value : values.toFloats()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** ESRGAN sees pictures in 0 to 1; here they lie in -1 to 1. */
    @ParameterizedTest
    @ValueSource(strings = {"esrgan_rrdbnet.pth", "esrgan_rrdbnet.legacy.pth"})
    void esrganOfPytorchEnlargesAsItDidThere(String file) throws IOException {
        SavedRun run = imported("esrgan", unpacked(file), "--set", "judgeWidth=4");
        Map<String, TensorData> golden = golden("esrgan_rrdbnet");
        Scope.run(
                () -> {
                    try (TrainedTranslator translator =
                            TrainedTranslator.of(run, start(run), false)) {
                        assertThat(translator.gan().factor()).isEqualTo(4);
                        Tensor small = tensor(golden, "input.lr").mul(2).sub(1);
                        Tensor large = translator.gan().translator("large").forward(small);
                        assertSame(large.add(1).mul(0.5), tensor(golden, "output.sr"));
                    }
                });
    }

    @Test
    void bothGeneratorsOfCycleganTranslateAsTheyDidThere() {
        Map<String, TensorData> golden = golden("cyclegan_losses");
        SavedRun run =
                imported(
                        "cyclegan",
                        "G_A=" + weights(golden, "G_A.", "latest_net_G_A.safetensors"),
                        "G_B=" + weights(golden, "G_B.", "latest_net_G_B.safetensors"),
                        "D_A=" + weights(golden, "D_A.", "latest_net_D_A.safetensors"));
        Scope.run(
                () -> {
                    try (TrainedTranslator translator =
                            TrainedTranslator.of(run, start(run), false)) {
                        assertSame(
                                translator
                                        .gan()
                                        .translator("b")
                                        .forward(tensor(golden, "input.real_A")),
                                tensor(golden, "output.fake_B"));
                        assertSame(
                                translator
                                        .gan()
                                        .translator("a")
                                        .forward(tensor(golden, "input.real_B")),
                                tensor(golden, "output.fake_A"));
                    }
                });
    }

    @Test
    void styleganDrawsAsItDidThereAndSaysThatItsDiscriminatorIsUntrained() throws IOException {
        Map<String, TensorData> golden =
                SafeTensors.read(unpacked("stylegan2_generator.safetensors")).tensors();
        Path file = weights(golden, "G.", "faces.safetensors");
        SavedRun run = imported("stylegan2", "G_ema=" + file);
        assertThat(run.model().shape().toString()).isEqualTo("3x16x16");
        assertDraws(run, golden, "output.img_const");
        Cli second = run("stylegan2", file, "--set", "truncation=0.7");
        assertThat(second.out()).contains("untrained: the discriminator");
        assertDraws(
                SavedRun.in(folder.resolve("runs/stylegan2-002")), golden, "output.img_psi_const");
    }

    private static void assertDraws(SavedRun run, Map<String, TensorData> golden, String expected) {
        Scope.run(
                () -> {
                    try (TrainedGenerator generator = TrainedGenerator.of(run, start(run), false)) {
                        Latents latents =
                                Latents.of(
                                        tensor(golden, "input.z").toFloats(),
                                        generator.latentShape());
                        generator.draw(
                                latents,
                                new int[4],
                                drawn -> {
                                    assertSame(drawn, tensor(golden, expected));
                                    return drawn.size(0);
                                });
                    }
                });
    }

    @Test
    void aRunWithDataIsTrainedOnFromItsImportedWeights() {
        Map<String, TensorData> golden = golden("dcgan");
        Path file = weights(golden, "", "dcgan.safetensors");
        Path pictures = ColouredPictures.in(folder.resolve("pictures"), 8, 64);
        SavedRun run = imported("dcgan", file, "--data", pictures, "--set", "batch=4");
        Cli resumed = Cli.run("resume", run.folder().path(), "--steps", 1, "--set", "logEvery=1");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        Map<String, TensorData> before = start(run).content().tensors("weights");
        Map<String, TensorData> after =
                run.checkpoint(OptionalLong.of(1)).content().tensors("weights");
        assertThat(before.values()).contains(golden.get("weights.G.main.0.weight"));
        assertThat(after.keySet()).isEqualTo(before.keySet());
        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void aRunWithoutDataSaysSoWhereDataIsNeeded() {
        Path file = weights(golden("dcgan"), "", "dcgan.safetensors");
        SavedRun run = imported("dcgan", file);
        Cli resumed = Cli.run("resume", run.folder().path());
        assertThat(resumed.code()).isEqualTo(3);
        assertThat(resumed.err()).contains("import it again with --data DATA");
        Cli measured = Cli.run("measure", run.folder().path());
        assertThat(measured.code()).isEqualTo(3);
        assertThat(measured.err()).contains("--against DATA");
    }

    @Test
    void whateverDoesNotFitIsListedAndNothingIsWritten() throws IOException {
        Map<String, TensorData> golden =
                new LinkedHashMap<>(
                        SafeTensors.read(unpacked("stylegan2_generator.safetensors")).tensors());
        golden.remove("weights.G.mapping.fc3.bias");
        golden.put("weights.G.extra", TensorData.of(new float[] {1}, 1));
        golden.put("weights.G.mapping.w_avg", TensorData.of(new float[4], 4));
        golden.put("weights.G.synthesis.b8.resample_filter", TensorData.of(new float[16], 4, 4));
        Path file = weights(golden, "G.", "broken.safetensors");
        Cli refused = run("stylegan2", file);
        assertThat(refused.code()).isEqualTo(5);
        assertThat(refused.err())
                .contains("1 missing, 2 unexpected, 1 of another shape; nothing was imported")
                .contains("missing     mapping.fc3.bias")
                .contains("unexpected  extra")
                .contains("b8.resample_filter with other values")
                .contains("wrong shape mapping.w_avg: expected [32], found [4]");
        assertThat(folder.resolve("runs")).doesNotExist();
        Cli other = run("cyclegan", file);
        assertThat(other.code()).isEqualTo(5);
        assertThat(other.err()).contains("expected weights of CycleGAN");
        assertThat(run("wgan", file).err()).contains("expected one of cstylegan2, cyclegan");
    }

    @Test
    void weightsThatAreNotFiniteAreNamedWithTheirFileAndLeaveNoRun() {
        Map<String, TensorData> golden = new LinkedHashMap<>(golden("dcgan"));
        String first =
                golden.keySet().stream()
                        .filter(name -> name.startsWith("weights.G.") && name.endsWith(".weight"))
                        .findFirst()
                        .orElseThrow();
        TensorData whole = Objects.requireNonNull(golden.get(first));
        float[] values = new float[Math.toIntExact(whole.byteCount() / Float.BYTES)];
        values[0] = Float.NaN;
        golden.put(first, TensorData.of(values, whole.shape()));
        Cli refused = run("dcgan", weights(golden, "", "spoilt.safetensors"));
        assertThat(refused.code()).isEqualTo(5);
        assertThat(refused.err())
                .contains("spoilt.safetensors: ", ", 1 with NaN or infinity", "not finite  G.");
        assertThat(folder.resolve("runs")).doesNotExist();
    }
}
