package dev.cardigan.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The samples of a run inside its report: a strip from the first on, and the last one large. */
final class ReportPictures {

    private static final int MOST_IN_STRIP = 8;

    private final List<SampleFile> samples;
    private final long budget;

    private ReportPictures(List<SampleFile> samples, long budget) {
        this.samples = samples;
        this.budget = budget;
    }

    /**
     * @param budget bytes of picture files to embed at most
     */
    static ReportPictures of(List<SampleFile> samples, long budget) {
        return new ReportPictures(samples, budget);
    }

    void write(Markup page) {
        if (samples.isEmpty()) {
            return;
        }
        SampleFile last = samples.get(samples.size() - 1);
        page.element("h2", "Samples");
        if (last.bytes() > budget) {
            writeTooLarge(page, last);
            return;
        }
        writeFigure(page, last, "last");
        List<SampleFile> strip = strip();
        if (strip.size() < 2) {
            return;
        }
        page.element(
                "p",
                "The same latents from the first step to the last: "
                        + strip.size()
                        + " of "
                        + HumanUnits.count(samples.size())
                        + " samples.",
                "class",
                "faint");
        page.open("div", "class", "strip");
        strip.forEach(sample -> writeFigure(page, sample, "small"));
        page.close();
    }

    void writeTimeLapse(Markup page, Path file) {
        long bytes;
        try {
            bytes = Files.size(file);
        } catch (IOException failure) {
            throw WholeFile.readFailure(file, failure);
        }
        page.open("section", "class", "moving").element("h2", "Time-lapse");
        if (bytes > budget) {
            page.element("p", tooLarge(file, bytes), "class", "faint").close();
            return;
        }
        page.open("figure", "class", "last");
        page.empty("img", "src", dataUri(file), "alt", "Time-lapse of the samples");
        page.close().close();
    }

    /** As many as fit beside the last one, which is in the page already. */
    private List<SampleFile> strip() {
        long left = budget - samples.get(samples.size() - 1).bytes();
        for (int most = MOST_IN_STRIP; most >= 2; most--) {
            List<SampleFile> strip = SampleFile.spread(samples, most);
            if (strip.stream().mapToLong(SampleFile::bytes).sum() <= left) {
                return strip;
            }
        }
        return List.of();
    }

    private void writeFigure(Markup page, SampleFile sample, String style) {
        String caption = "step " + HumanUnits.count(sample.step());
        page.open("figure", "class", style);
        page.empty("img", "src", dataUri(sample.file()), "alt", "Samples at " + caption);
        page.element("figcaption", caption).close();
    }

    private void writeTooLarge(Markup page, SampleFile sample) {
        page.element("p", tooLarge(sample.file(), sample.bytes()), "class", "faint");
    }

    private String tooLarge(Path file, long bytes) {
        return file.getFileName()
                + " has "
                + HumanUnits.bytes(bytes)
                + " and is not part of this page, which holds pictures of "
                + HumanUnits.bytes(budget)
                + " at most.";
    }

    private static String dataUri(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String type = name.endsWith(".gif") ? "image/gif" : "image/png";
        return "data:"
                + type
                + ";base64,"
                + Base64.getEncoder().encodeToString(WholeFile.read(file));
    }
}
