package dev.cardigan.report;

import dev.cardigan.error.DataException;
import dev.cardigan.error.StorageException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One page that tells a run: what it did in sentences, its pictures, its curves, how to go on, and
 * every setting. A single file without script or network, to open offline, print or send.
 */
public final class Report {

    /** 8 MB of pictures: a page that mail takes. */
    private static final long DEFAULT_PICTURE_BYTES = 8_000_000;

    /** Nothing may be loaded and nothing may run, whatever a run folder from elsewhere holds. */
    static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private final Path runFolder;
    private List<String> commands = List.of();
    private List<String> versions = List.of();
    private List<String> verdicts = List.of();
    private @Nullable Path timeLapse;
    private long pictureBytes = DEFAULT_PICTURE_BYTES;
    private List<String> findings = List.of();
    private List<String> charts = List.of();
    private Optional<String> profile = Optional.empty();

    private Report(Path runFolder) {
        this.runFolder = runFolder;
    }

    /** A copy that one more thing is told, before anyone sees it. */
    private Report with(Consumer<Report> told) {
        Report copy = new Report(runFolder);
        copy.commands = commands;
        copy.versions = versions;
        copy.verdicts = verdicts;
        copy.timeLapse = timeLapse;
        copy.pictureBytes = pictureBytes;
        copy.findings = findings;
        copy.charts = charts;
        copy.profile = profile;
        told.accept(copy);
        return copy;
    }

    /**
     * The report of a run folder: {@code run.json}, {@code metrics.jsonl}, {@code timing.jsonl} and
     * {@code samples/}, each where it is there.
     *
     * @throws DataException if it is not a folder
     */
    public static Report of(Path runFolder) {
        if (!Files.isDirectory(runFolder)) {
            throw new DataException(
                    "Report: expected a run folder at "
                            + runFolder
                            + ", found "
                            + (Files.exists(runFolder) ? "a file" : "nothing")
                            + "; give the folder that holds run.json.");
        }
        return new Report(runFolder);
    }

    /** Commands to continue with, each shown on a line of its own. */
    public Report withCommands(List<String> commands) {
        return with(copy -> copy.commands = List.copyOf(commands));
    }

    /** What wrote this run, for the footer: {@code Cardigan 0.1.0}, {@code Java 17.0.15}. */
    public Report withVersions(List<String> versions) {
        return with(copy -> copy.versions = List.copyOf(versions));
    }

    /** What a doctor said of the run, a line for each change, in order. */
    public Report withVerdicts(List<String> verdicts) {
        return with(copy -> copy.verdicts = List.copyOf(verdicts));
    }

    /** A moving picture (PNG or GIF) to embed. */
    public Report withTimeLapse(Path timeLapse) {
        return with(copy -> copy.timeLapse = timeLapse);
    }

    /**
     * Embeds picture files of so many bytes at most, once for the samples and once for the
     * time-lapse; samples are thinned out to fit.
     */
    Report withPictureBytes(long pictureBytes) {
        return with(copy -> copy.pictureBytes = pictureBytes);
    }

    /**
     * What an experiment found, said before everything else.
     *
     * @param findings one sentence each
     * @param charts SVG elements such as {@link LineChart#svg} makes, trusted as they are
     */
    public Report withFindings(List<String> findings, List<String> charts) {
        return with(
                copy -> {
                    copy.findings = List.copyOf(findings);
                    copy.charts = List.copyOf(charts);
                });
    }

    /** Where the time of its steps went, as lines of text. */
    public Report withProfile(Optional<String> profile) {
        return with(copy -> copy.profile = profile);
    }

    /**
     * Writes {@code report.html} into the run folder, whole.
     *
     * @return the file
     * @throws DataException as {@link #html}
     * @throws StorageException if the file cannot be written
     */
    public Path write() {
        Path file = runFolder.resolve("report.html");
        WholeFile.write(file, html().getBytes(StandardCharsets.UTF_8));
        return file;
    }

    /**
     * The page.
     *
     * @throws DataException if a file of the run is damaged or cannot be read
     */
    public String html() {
        MetricsHistory history =
                existing("metrics.jsonl")
                        .map(
                                metrics ->
                                        MetricsHistory.from(
                                                metrics, runFolder.resolve("timing.jsonl")))
                        .orElseGet(() -> MetricsHistory.of(List.of()));
        ReportPictures pictures =
                ReportPictures.of(SampleFile.in(runFolder.resolve("samples")), pictureBytes);
        Markup page = new Markup();
        page.trusted("<!DOCTYPE html>\n").open("html", "lang", "en");
        writeHead(page);
        page.open("body").open("main").element("h1", name());
        findings.forEach(sentence -> page.element("p", sentence));
        writeFigures(page, charts);
        ReportSummary.of(history).forEach(sentence -> page.element("p", sentence));
        writeVerdicts(page);
        pictures.write(page);
        if (timeLapse != null) {
            pictures.writeTimeLapse(page, timeLapse);
        }
        writeCharts(page, history);
        profile.ifPresent(
                text ->
                        page.line()
                                .element("h2", "Where the time of a step went")
                                .element("pre", text, "class", "command"));
        writeCommands(page);
        existing("run.json").map(RunDescription::from).ifPresent(run -> writeSettings(page, run));
        page.close();
        writeFooter(page);
        return page.close().close().line().end();
    }

    private void writeHead(Markup page) {
        page.open("head").empty("meta", "charset", "utf-8");
        page.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        page.element("title", name() + " - Cardigan report");
        page.open("style").trusted(Resource.text("report.css")).close().close().line();
    }

    private static void writeCharts(Markup page, MetricsHistory history) {
        List<String> curves = ReportCharts.of(history);
        if (!curves.isEmpty()) {
            page.line().element("h2", "Curves");
        }
        writeFigures(page, curves);
    }

    private static void writeFigures(Markup page, List<String> svgs) {
        if (svgs.isEmpty()) {
            return;
        }
        page.open("div", "class", "charts");
        for (String svg : svgs) {
            page.line().open("figure").trusted(svg).close();
        }
        page.close();
    }

    private void writeVerdicts(Markup page) {
        if (verdicts.isEmpty()) {
            return;
        }
        page.line().element("h2", "Doctor");
        verdicts.forEach(verdict -> page.element("p", verdict));
    }

    private void writeCommands(Markup page) {
        if (commands.isEmpty()) {
            return;
        }
        page.line().element("h2", "To continue");
        commands.forEach(command -> page.element("pre", command, "class", "command"));
    }

    private static void writeSettings(Markup page, Map<String, String> settings) {
        page.line().element("h2", "Settings").open("table");
        settings.forEach(
                (name, value) ->
                        page.open("tr")
                                .element("th", name, "scope", "row")
                                .element("td", value)
                                .close());
        page.close();
    }

    private void writeFooter(Markup page) {
        if (!versions.isEmpty()) {
            page.line().element("footer", String.join("  \u00b7  ", versions));
        }
    }

    private String name() {
        Path name = runFolder.toAbsolutePath().normalize().getFileName();
        return name == null ? "Run" : name.toString();
    }

    private Optional<Path> existing(String name) {
        return Optional.of(runFolder.resolve(name)).filter(Files::exists);
    }
}
