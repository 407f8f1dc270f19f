package dev.cardigan.report;

import dev.cardigan.error.StorageException;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * A page of headings, sentences, tables and pictures in one file, without script or network: what a
 * study leaves for people.
 */
public final class Page {

    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private final Markup page = new Markup();

    private Page(String title) {
        page.trusted("<!DOCTYPE html>\n").open("html", "lang", "en");
        page.open("head").empty("meta", "charset", "utf-8");
        page.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        page.element("title", title + " - Cardigan");
        page.open("style").trusted(Resource.text("report.css")).close().close().line();
        page.open("body").open("main").element("h1", title);
    }

    public static Page of(String title) {
        return new Page(title);
    }

    public Page heading(String text) {
        page.element("h2", text);
        return this;
    }

    public Page sentence(String text) {
        page.element("p", text);
        return this;
    }

    /** Rows are as long as {@code header}. */
    public Page table(List<String> header, List<List<String>> rows) {
        page.open("table").open("tr");
        header.forEach(each -> page.element("th", each));
        page.close();
        for (List<String> row : rows) {
            page.open("tr");
            row.forEach(each -> page.element("td", each));
            page.close();
        }
        page.close();
        return this;
    }

    public Page picture(String caption, BufferedImage image) {
        String data = Base64.getEncoder().encodeToString(Png.bytes(image, List.of()));
        page.open("figure", "class", "last");
        page.empty("img", "src", "data:image/png;base64," + data, "alt", caption);
        page.element("figcaption", caption).close();
        return this;
    }

    /**
     * Ends the page and writes it whole.
     *
     * @throws StorageException if the file cannot be written
     */
    public void write(Path file, String footer) {
        page.close().element("footer", footer);
        String html = page.close().close().line().end();
        WholeFile.write(file, html.getBytes(StandardCharsets.UTF_8));
    }
}
