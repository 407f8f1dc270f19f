package dev.cardigan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.DataException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReportTest {

    @TempDir Path run;

    @BeforeEach
    void train() throws IOException {
        Files.writeString(
                run.resolve("run.json"),
                "{\"model\":\"dcgan\",\"config\":{\"learningRate\":0.0002,\"betas\":[0.5,0.999]},"
                        + "\"note\":\"<img src=x onerror=alert(1)>\"}");
        try (MetricsLog log = MetricsLog.of(run.resolve("metrics.jsonl"))) {
            for (int step = 100; step <= 20_000; step += 100) {
                log.append(measured(step));
            }
        }
        Files.createDirectories(run.resolve("samples"));
        for (int step = 0; step <= 20_000; step += 1000) {
            Png.write(
                    run.resolve("samples").resolve(SampleFile.name(step)),
                    TestPictures.colour(20, 10, step % 100),
                    List.of());
        }
    }

    @Test
    void tellsTheRunInSentences() throws Exception {
        List<String> sentences = texts(Xml.parse(Report.of(run).html()), "p");

        assertThat(sentences.get(0))
                .isEqualTo(
                        "Trained 20,000 steps in 3m20s, in 2 sessions, lately at 85 images a"
                                + " second.");
        assertThat(sentences.get(1))
                .isEqualTo(
                        "Final losses, mean of the last 20 measurements: discriminator 0.5,"
                                + " generator 1.5.");
        assertThat(sentences.get(2)).contains("recognised 75% of the real and 25% of the");
        assertThat(sentences.get(3)).contains("not finite, first generator/total at step 5,000");
    }

    @Test
    void groupsTheCurves() throws Exception {
        Document page = Xml.parse(Report.of(run).html());

        assertThat(Xml.elements(page, "svg").stream().map(svg -> svg.getAttribute("aria-label")))
                .containsExactly(
                        "discriminator",
                        "generator",
                        "Accuracy of the discriminator",
                        "Images a second",
                        "Memory");
    }

    @Test
    void scoresComeFirstEachWithAnAxisOfItsOwn() throws Exception {
        try (MetricsLog log = MetricsLog.of(run.resolve("metrics.jsonl"))) {
            log.append(scored(20_100, 38, 0.246));
            log.append(scored(20_200, 4.202, 0.849));
            log.append(measured(20_300));
        }
        Document page = Xml.parse(Report.of(run).html());

        assertThat(Xml.elements(page, "svg").stream().map(svg -> svg.getAttribute("aria-label")))
                .startsWith("score/fid", "score/precision", "discriminator");
        assertThat(texts(page, "p"))
                .contains("Last scores, at step 20,200: fid 4.202, precision 0.849.");
    }

    private static Measurement scored(int step, double fid, double precision) {
        Measurement plain = measured(step);
        Map<String, Double> values = new LinkedHashMap<>(plain.values());
        values.put("score/fid", fid);
        values.put("score/precision", precision);
        return new Measurement(step, values);
    }

    @Test
    void showsTheFirstTheLastAndSomeBetween() throws Exception {
        Document page = Xml.parse(Report.of(run).html());

        assertThat(texts(page, "figcaption"))
                .hasSize(9)
                .startsWith("step 20,000", "step 0")
                .endsWith("step 17,000", "step 20,000");
        String source = Xml.elements(page, "img").get(0).getAttribute("src");
        assertThat(source).startsWith("data:image/png;base64,");
        byte[] file = Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1));
        assertThat(file)
                .isEqualTo(Files.readAllBytes(run.resolve("samples").resolve("step-00020000.png")));
    }

    @Test
    void thinsPicturesToTheBudget() throws Exception {
        long one = Files.size(run.resolve("samples").resolve("step-00020000.png"));

        assertThat(pictures(Report.of(run).withPictureBytes(5 * one + one / 2))).isBetween(3, 5);
        assertThat(pictures(Report.of(run).withPictureBytes(one))).isEqualTo(1);
        Report none = Report.of(run).withPictureBytes(one - 1);
        assertThat(pictures(none)).isZero();
        assertThat(none.html()).contains("step-00020000.png has", "is not part of this page");
    }

    @Test
    void loadsAndRunsNothing() throws Exception {
        Document page =
                Xml.parse(
                        Report.of(run)
                                .withCommands(List.of("cardigan resume 'a & b' <now>"))
                                .withVersions(List.of("<b>1</b>"))
                                .html());

        assertThat(Xml.elements(page, "script")).isEmpty();
        assertThat(Xml.elements(page, "b")).isEmpty();
        assertThat(Xml.elements(page, "img"))
                .allMatch(image -> image.getAttribute("src").startsWith("data:image/"));
        assertThat(Xml.elements(page, "meta").get(1).getAttribute("content"))
                .startsWith("default-src 'none'");
        assertThat(texts(page, "pre")).containsExactly("cardigan resume 'a & b' <now>");
        assertThat(texts(page, "footer")).containsExactly("<b>1</b>");
        assertThat(texts(page, "td"))
                .containsExactly("dcgan", "0.0002", "[0.5,0.999]", "<img src=x onerror=alert(1)>");
        assertThat(texts(page, "th"))
                .containsExactly("model", "config.learningRate", "config.betas", "note");
    }

    @Test
    void embedsTheTimeLapse() throws Exception {
        Path apng = run.resolve("timelapse.png");
        Path gif = run.resolve("timelapse.gif");
        TimeLapse.of(run.resolve("samples")).withFrames(5).writeApng(apng);
        TimeLapse.of(run.resolve("samples")).withFrames(5).writeGif(gif);

        assertThat(Report.of(run).withTimeLapse(apng).html()).contains(">Time-lapse</h2>");
        assertThat(Report.of(run).withTimeLapse(gif).html()).contains("data:image/gif;base64,");
        assertThat(
                        PngChunks.read("apng", Files.readAllBytes(apng)).stream()
                                .filter(chunk -> chunk.type().equals("fcTL")))
                .hasSize(5);
        BufferedImage first = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(apng)));
        assertThat(TestPictures.samples(first))
                .isEqualTo(TestPictures.samples(TestPictures.colour(20, 10, 0)));
    }

    @Test
    void isWrittenWholeAndTwiceTheSame() throws IOException {
        Path file = Report.of(run).write();
        byte[] before = Files.readAllBytes(file);

        assertThat(file).isEqualTo(run.resolve("report.html"));
        assertThat(Report.of(run).write()).hasBinaryContent(before);
        assertThat(run).isDirectoryNotContaining("glob:**.unfinished");
    }

    @Test
    void worksWhileTheRunIsBeingWritten(@TempDir Path young) throws Exception {
        assertThat(texts(Xml.parse(Report.of(young).html()), "p"))
                .containsExactly("Nothing has been measured yet.");

        Files.writeString(
                run.resolve("metrics.jsonl"), "{\"step\":20100,\"sec", StandardOpenOption.APPEND);
        assertThat(Report.of(run).html()).contains("Trained 20,000 steps");
    }

    @Test
    void namesWhatIsDamaged() throws IOException {
        Files.writeString(run.resolve("run.json"), "[1, 2]");
        assertThatThrownBy(() -> Report.of(run).html())
                .isInstanceOf(DataException.class)
                .hasMessageContaining(run.resolve("run.json").toString())
                .hasMessageContaining("found a JSON ARRAY");

        assertThatThrownBy(() -> Report.of(run.resolve("nowhere")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("found nothing");
    }

    @Test
    void timeLapseNeedsSamples() {
        assertThatThrownBy(() -> TimeLapse.of(run.resolve("nowhere")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("step-00001000.png, found none");
    }

    @Test
    void samplesAreReadBySteps() throws IOException {
        Files.writeString(run.resolve("samples").resolve("step-1.png.unfinished"), "");
        Files.writeString(run.resolve("samples").resolve("notes.txt"), "");

        assertThat(SampleFile.in(run.resolve("samples")).stream().map(SampleFile::step))
                .hasSize(21)
                .startsWith(0L, 1000L)
                .endsWith(20_000L);
    }

    @Test
    void samplesThatDeclareTooMuchAreRefused() throws IOException {
        byte[] small = Png.bytes(TestPictures.grey(1, 1, 1), List.of());
        byte[] header = PngChunks.read("small", small).get(0).data();
        header[1] = 1; // width 65,537
        header[5] = 1; // height 65,537
        Path bomb = run.resolve("samples").resolve(SampleFile.name(99_000));
        Files.write(bomb, new PngChunks().add("IHDR", header).add("IDAT", new byte[9]).end());
        SampleFile sample = new SampleFile(99_000, bomb, Files.size(bomb));

        assertThatThrownBy(sample::image)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("found 4,295,098,369");
    }

    private static Measurement measured(int step) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("seconds", (step <= 10_000 ? step : step - 10_000) * 0.01);
        values.put("imagesPerSecond", 85.0);
        values.put("discriminator/total", 0.5);
        values.put("discriminator/real", 0.25);
        values.put("generator/total", step == 5000 ? Double.NaN : 1.5);
        values.put("accuracy/real", 0.75);
        values.put("accuracy/fake", 0.25);
        values.put("memory/native", 4e8);
        return new Measurement(step, values);
    }

    private static int pictures(Report report) throws Exception {
        return Xml.elements(Xml.parse(report.html()), "img").size();
    }

    private static List<String> texts(Document page, String element) {
        return Xml.elements(page, element).stream().map(Element::getTextContent).toList();
    }
}
