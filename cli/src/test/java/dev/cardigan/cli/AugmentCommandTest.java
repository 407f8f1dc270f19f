package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.config.Json;
import dev.cardigan.report.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AugmentCommandTest {

    @TempDir private Path folder;

    private Cli study(Object... more) {
        Object[] common = {
            "augment",
            "--data",
            "builtin:digits",
            "--size",
            16,
            "--per-class",
            "3",
            "--seeds",
            2,
            "--steps",
            2,
            "--synthetic",
            4,
            "--held-out",
            40,
            "--classifier-steps",
            3,
            "--set",
            "width=8",
            "--set",
            "batch=8",
            "--set",
            "threads=1"
        };
        Object[] all = new Object[common.length + more.length];
        System.arraycopy(common, 0, all, 0, common.length);
        System.arraycopy(more, 0, all, common.length, more.length);
        return Cli.run(all);
    }

    @Test
    void aStudyLeavesReportsRunsAndTheEnlargedSet() throws IOException {
        Path out = folder.resolve("study");
        Path zip = folder.resolve("enlarged.zip");
        Cli result = study("--out", out, "--export", zip, "--quiet");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("3 training pictures a class")
                .contains("Adding synthetic pictures on top of classical augmentation")
                .contains("95 % interval")
                .contains("1 % is what new pictures have");
        Map<String, Object> report = Json.read(out.resolve("report.json"));
        assertThat(report).containsEntry("heldOut", 40).containsEntry("paper", "cdcgan");
        assertThat((List<?>) report.get("findings")).hasSize(1);
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("data:image/png;base64,")
                .doesNotContain("<script");
        assertThat(out.resolve("runs/3-per-class-seed-2/checkpoints/step-00000002")).isDirectory();
        exported(zip);
        Cli sampled =
                Cli.run(
                        "sample",
                        out.resolve("runs/3-per-class-seed-1"),
                        "--count",
                        4,
                        "--out",
                        folder.resolve("four.png"));
        assertThat(sampled.code()).isZero();
        assertThat(study("--out", out).code()).isEqualTo(3);
    }

    private static void exported(Path zip) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            assertThat(file.stream().filter(entry -> entry.getName().contains("/real-")))
                    .hasSize(30);
            assertThat(file.stream().filter(entry -> entry.getName().contains("/synthetic-")))
                    .hasSize(40);
            byte[] png =
                    file.getInputStream(file.getEntry("7/synthetic-000028.png")).readAllBytes();
            assertThat(Png.texts("synthetic", png))
                    .contains(new Png.Text("origin", "synthetic"), new Png.Text("class", "7"))
                    .extracting(Png.Text::keyword)
                    .contains("model hash", "seed", "latent index");
            byte[] json = file.getInputStream(file.getEntry("provenance.json")).readAllBytes();
            assertThat(Json.parse(new String(json, java.nio.charset.StandardCharsets.UTF_8), "zip"))
                    .containsEntry("real", 30)
                    .containsEntry("synthetic", 40);
        }
    }

    @Test
    void whatCannotBeStudiedIsNamed() {
        Path out = folder.resolve("none");
        assertThat(study("--out", out, "--paper", "dcgan").err()).contains("told the class");
        Cli tooMany = study("--out", out, "--per-class", "100000");
        assertThat(tooMany.code()).isEqualTo(4);
        assertThat(tooMany.err()).contains("expected 100000 training pictures of class");
    }

    @Test
    void theEnlargedSetDoesNotMixWithWhatLiesThere() throws IOException {
        Path full = Files.createDirectories(folder.resolve("full"));
        Files.writeString(full.resolve("notes.txt"), "mine");
        Path out = folder.resolve("study");
        Cli result = study("--out", out, "--export", full);
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("--export: expected a new or empty folder");
        Path zip = Files.writeString(folder.resolve("there.zip"), "mine");
        Cli taken = study("--out", out, "--export", zip);
        assertThat(taken.code()).isEqualTo(3);
        assertThat(taken.err()).contains("--export: expected the name of a new file");
        assertThat(zip).hasContent("mine");
        assertThat(out).doesNotExist();
    }

    @Test
    void anInterruptedStudyGoesOnWithItsGans() throws IOException {
        Path out = folder.resolve("study");
        assertThat(study("--out", out, "--quiet").code()).isZero();
        Object findings = findings(out);
        interrupt(out);
        Cli other = study("--out", out, "--set", "width=9");
        assertThat(other.code()).isEqualTo(3);
        assertThat(other.err()).contains("found a GAN of other settings");
        Cli again = study("--out", out);
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).containsOnlyOnce("the GAN goes on from step 2");
        assertThat(findings(out)).isEqualTo(findings);
        Cli done = study("--out", out);
        assertThat(done.code()).isEqualTo(3);
        assertThat(done.err()).contains("--out: expected a new or empty folder");
    }

    private static Object findings(Path out) {
        return Json.read(out.resolve("report.json"))
                .get("findings")
                .toString()
                .replaceAll("seconds=[^,}]*", "");
    }

    /** As after a power cut: no report, and the second GAN not yet saved. */
    private static void interrupt(Path out) throws IOException {
        for (String name : List.of("report.txt", "report.json", "report.html")) {
            Files.delete(out.resolve(name));
        }
        RunFolder.resume(out.resolve("runs/3-per-class-seed-2")).discard();
    }
}
