package dev.cardigan.report;

import dev.cardigan.error.StorageException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A self-contained page of paragraphs and tables, without script or network. */
public final class TablePage {

    private final String title;
    private final List<Part> parts = new ArrayList<>();

    /**
     * @param heading empty for a paragraph
     * @param rows the first holds the names of the columns; one cell for a paragraph
     */
    private record Part(String heading, List<List<String>> rows) {}

    private TablePage(String title) {
        this.title = title;
    }

    public static TablePage of(String title) {
        return new TablePage(title);
    }

    public TablePage withParagraph(String text) {
        parts.add(new Part("", List.of(List.of(text))));
        return this;
    }

    /**
     * @param rows the first holds the names of the columns
     */
    public TablePage withTable(String heading, List<List<String>> rows) {
        parts.add(new Part(heading, rows));
        return this;
    }

    /**
     * Writes the page, whole.
     *
     * @throws StorageException if the file cannot be written
     */
    public void write(Path file) {
        WholeFile.write(file, html().getBytes(StandardCharsets.UTF_8));
    }

    public String html() {
        Markup page = new Markup();
        page.trusted("<!DOCTYPE html>\n").open("html", "lang", "en");
        page.open("head").empty("meta", "charset", "utf-8");
        page.empty("meta", "http-equiv", "Content-Security-Policy", "content", Report.POLICY);
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        page.element("title", title + " - Cardigan");
        page.open("style").trusted(Resource.text("report.css")).close().close().line();
        page.open("body").open("main").element("h1", title);
        parts.forEach(part -> write(page, part));
        return page.close().close().close().line().end();
    }

    private static void write(Markup page, Part part) {
        if (part.heading().isEmpty()) {
            page.line().element("p", part.rows().get(0).get(0));
            return;
        }
        page.line().element("h2", part.heading()).open("table");
        for (int row = 0; row < part.rows().size(); row++) {
            page.line().open("tr");
            for (String cell : part.rows().get(row)) {
                page.element(row == 0 ? "th" : "td", cell);
            }
            page.close();
        }
        page.close();
    }
}
