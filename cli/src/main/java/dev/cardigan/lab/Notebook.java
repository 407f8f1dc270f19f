package dev.cardigan.lab;

import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.error.StorageException;
import dev.cardigan.report.Measurement;
import dev.cardigan.report.MetricsLog;
import dev.cardigan.report.Png;
import dev.cardigan.report.Report;
import dev.cardigan.report.SampleFile;
import dev.cardigan.report.TimeLapse;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What an experiment writes down, in a folder like that of a run: numbers in {@code metrics.jsonl}
 * and {@code numbers.csv}, pictures in {@code samples}, both time-lapses, and {@code report.html}.
 */
public final class Notebook implements AutoCloseable {

    private static final Duration FRAME = Duration.ofMillis(200);
    private static final int MOST_FRAMES = 80;

    private final RunFolder folder;
    private final MetricsLog log;
    private final Consumer<Measurement> heard;
    private final List<Measurement> numbers = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    private final List<String> charts = new ArrayList<>();

    private Notebook(RunFolder folder, Consumer<Measurement> heard) {
        this.folder = folder;
        this.log = MetricsLog.of(folder.metrics());
        this.heard = heard;
    }

    /**
     * @param heard told every measurement as it is made
     * @throws StorageException if the folder cannot be written
     */
    public static Notebook in(RunFolder folder, Consumer<Measurement> heard) {
        return new Notebook(folder, heard);
    }

    /** Writes numbers of a step down. */
    public void measure(long step, Map<String, Double> values) {
        Measurement measurement = new Measurement(step, values);
        log.append(measurement);
        numbers.add(measurement);
        heard.accept(measurement);
    }

    /** Writes a picture of a step down. */
    public void draw(long step, BufferedImage image) {
        Png.write(
                folder.sample(step),
                image,
                List.of(
                        new Png.Text("Software", "Cardigan"),
                        new Png.Text("step", Long.toString(step))));
    }

    /** A sentence of the report. */
    public void find(String sentence) {
        findings.add(sentence);
    }

    /** A chart of the report, an SVG element. */
    public void chart(String svg) {
        charts.add(svg);
    }

    /** The sentences so far. */
    public List<String> findings() {
        return List.copyOf(findings);
    }

    /**
     * Writes the CSV, the time-lapses and the report.
     *
     * @param versions for the report's footer
     * @return the report
     * @throws StorageException if a file cannot be written
     */
    public Path finish(List<String> versions) {
        writeCsv(folder.path().resolve("numbers.csv"));
        Report report =
                Report.of(folder.path()).withVersions(versions).withFindings(findings, charts);
        if (SampleFile.in(folder.samples()).isEmpty()) {
            return report.write();
        }
        TimeLapse lapse = TimeLapse.of(folder.samples()).withFrames(MOST_FRAMES).withDelay(FRAME);
        Path moving = folder.path().resolve("time-lapse.png");
        lapse.writeApng(moving);
        lapse.writeGif(folder.path().resolve("time-lapse.gif"));
        return report.withTimeLapse(moving).write();
    }

    /** One column for every name that was ever measured; empty where a step has no such number. */
    private void writeCsv(Path file) {
        Set<String> names = new LinkedHashSet<>();
        numbers.forEach(line -> names.addAll(line.values().keySet()));
        StringBuilder text = new StringBuilder("step," + String.join(",", names) + "\n");
        for (Measurement line : numbers) {
            text.append(line.step()).append(',');
            text.append(
                    names.stream()
                            .map(name -> line.values().get(name))
                            .map(value -> value == null ? "" : value.toString())
                            .collect(Collectors.joining(",")));
            text.append('\n');
        }
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new StorageException(
                    "%s: %,d characters cannot be written (%s); check the folder and the free space"
                            .formatted(file, text.length(), failure),
                    failure);
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
