package dev.cardigan.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes SVG and HTML elements. All text and all attribute values are escaped here and nowhere
 * else, so that no name, path or configuration can become an element.
 */
final class Markup {

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Attributes are name, value, name, value. */
    Markup open(String element, String... attributes) {
        tag(element, attributes);
        out.append('>');
        open.push(element);
        return this;
    }

    Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element without content, closed in a way that both SVG and HTML read. */
    Markup empty(String element, String... attributes) {
        tag(element, attributes);
        out.append("/>");
        return this;
    }

    Markup element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    Markup text(String text) {
        escape(text);
        return this;
    }

    /** Takes what another {@link Markup} or our own style sheet made, as it is. */
    Markup trusted(String markup) {
        out.append(markup);
        return this;
    }

    Markup line() {
        out.append('\n');
        return this;
    }

    String end() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("elements left open: " + open);
        }
        return out.toString();
    }

    /** A coordinate to a tenth of a pixel, without a needless ".0". */
    static String at(double coordinate) {
        double tenth = Math.round(coordinate * 10) / 10.0;
        return tenth == Math.rint(tenth) ? Long.toString((long) tenth) : Double.toString(tenth);
    }

    private void tag(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(allowed(character) ? character : '\uFFFD');
            }
        }
    }

    /** XML 1.0 has no other control characters, not even escaped. */
    private static boolean allowed(char character) {
        return character >= ' ' || character == '\n' || character == '\t' || character == '\r';
    }
}
