package dev.cardigan.data;

import dev.cardigan.error.DataException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the text of a .npy header, a Python dictionary of exactly {@code descr}, {@code
 * fortran_order} and {@code shape}, and nothing else that Python could mean.
 */
final class NpyHeader {

    // numpy itself stops at 64 axes.
    private static final int MOST_AXES = 64;

    private final String text;
    private final String where;
    private int position;

    private String dtype = "";
    private boolean fortranOrder;
    private final List<Long> shape = new ArrayList<>();

    private NpyHeader(String text, String where) {
        this.text = text;
        this.where = where;
    }

    /**
     * @param where the file, for messages
     * @throws DataException where the text is anything else or the array is not in C order
     */
    static NpyHeader of(String text, String where) {
        NpyHeader header = new NpyHeader(text, where);
        header.readDictionary();
        if (header.fortranOrder) {
            throw new DataException(
                    where
                            + ": the array is in Fortran order, expected C order; save it with"
                            + " numpy.ascontiguousarray.");
        }
        return header;
    }

    String dtype() {
        return dtype;
    }

    long[] shape() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    private void readDictionary() {
        Set<String> seen = new HashSet<>();
        expect('{');
        while (!accept('}')) {
            String key = readString();
            if (!seen.add(key)) {
                throw damaged("the key '" + key + "' once");
            }
            expect(':');
            readValue(key);
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        if (seen.size() != 3 || !text.substring(position).isBlank()) {
            throw damaged("exactly descr, fortran_order and shape");
        }
    }

    private void readValue(String key) {
        switch (key) {
            case "descr" -> dtype = readString();
            case "fortran_order" -> fortranOrder = readBoolean();
            case "shape" -> readShape();
            default -> throw damaged("descr, fortran_order or shape, not '" + key + "'");
        }
    }

    private void readShape() {
        expect('(');
        while (!accept(')')) {
            if (shape.size() == MOST_AXES) {
                throw damaged("at most " + MOST_AXES + " axes");
            }
            shape.add(readLength());
            if (accept(',')) {
                continue;
            }
            // (3) is a number to Python, (3,) a tuple.
            if (shape.size() == 1) {
                throw damaged("a comma after the only length");
            }
            expect(')');
            return;
        }
    }

    private long readLength() {
        skipSpaces();
        int start = position;
        while (position < text.length() && isDigit(text.charAt(position))) {
            position++;
        }
        // 18 digits always fit into a long.
        if (position == start || position - start > 18) {
            throw damaged("a length of 1 to 18 digits");
        }
        return Long.parseLong(text, start, position, 10);
    }

    private boolean readBoolean() {
        skipSpaces();
        if (text.startsWith("True", position)) {
            position += 4;
            return true;
        }
        if (text.startsWith("False", position)) {
            position += 5;
            return false;
        }
        throw damaged("True or False");
    }

    private String readString() {
        skipSpaces();
        char quote = position < text.length() ? text.charAt(position) : ' ';
        if (quote != '\'' && quote != '"') {
            throw damaged("a quoted text");
        }
        int end = text.indexOf(quote, position + 1);
        if (end < 0 || end - position > 20) {
            throw damaged("a quoted text of at most 20 letters");
        }
        String content = text.substring(position + 1, end);
        position = end + 1;
        return content;
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw damaged("'" + wanted + "'");
        }
    }

    private boolean accept(char wanted) {
        skipSpaces();
        if (position == text.length() || text.charAt(position) != wanted) {
            return false;
        }
        position++;
        return true;
    }

    private void skipSpaces() {
        while (position < text.length() && isSpace(text.charAt(position))) {
            position++;
        }
    }

    private static boolean isSpace(char letter) {
        return letter == ' ' || letter == '\n';
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private DataException damaged(String expected) {
        String rest = text.substring(position, Math.min(text.length(), position + 20)).strip();
        return new DataException(
                "%s: the .npy header is damaged at letter %d: expected %s, found '%s'."
                        .formatted(where, position, expected, rest));
    }
}
