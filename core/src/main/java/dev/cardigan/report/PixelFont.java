package dev.cardigan.report;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * Digits, capitals and a few signs, 5 pixels wide and 7 high. Machines that train often have no
 * font installed, and pictures must have the same bytes everywhere.
 */
final class PixelFont {

    static final int GLYPH_WIDTH = 5;
    static final int GLYPH_HEIGHT = 7;

    /** From the start of one character to the start of the next, in pixels. */
    static final int ADVANCE = GLYPH_WIDTH + 1;

    /** Drawn for a character that has no glyph: an empty box. */
    private static final String UNKNOWN = "1F11111111111F";

    /** Seven rows from the top, two hexadecimal digits each; 10 (hexadecimal) is the left pixel. */
    private static final Map<Character, String> GLYPHS =
            Map.ofEntries(
                    Map.entry('A', "0E11111F111111"),
                    Map.entry('B', "1E11111E11111E"),
                    Map.entry('C', "0E11101010110E"),
                    Map.entry('D', "1E11111111111E"),
                    Map.entry('E', "1F10101E10101F"),
                    Map.entry('F', "1F10101E101010"),
                    Map.entry('G', "0E11101711110F"),
                    Map.entry('H', "1111111F111111"),
                    Map.entry('I', "0E04040404040E"),
                    Map.entry('J', "0702020202120C"),
                    Map.entry('K', "11121418141211"),
                    Map.entry('L', "1010101010101F"),
                    Map.entry('M', "111B1515111111"),
                    Map.entry('N', "11191513111111"),
                    Map.entry('O', "0E11111111110E"),
                    Map.entry('P', "1E11111E101010"),
                    Map.entry('Q', "0E11111115120D"),
                    Map.entry('R', "1E11111E141211"),
                    Map.entry('S', "0F10100E01011E"),
                    Map.entry('T', "1F040404040404"),
                    Map.entry('U', "1111111111110E"),
                    Map.entry('V', "11111111110A04"),
                    Map.entry('W', "11111115151B11"),
                    Map.entry('X', "11110A040A1111"),
                    Map.entry('Y', "11110A04040404"),
                    Map.entry('Z', "1F01020408101F"),
                    Map.entry('0', "0E11131519110E"),
                    Map.entry('1', "040C040404040E"),
                    Map.entry('2', "0E11010608101F"),
                    Map.entry('3', "0E11010601110E"),
                    Map.entry('4', "02060A121F0202"),
                    Map.entry('5', "1F101E0101110E"),
                    Map.entry('6', "0608101E11110E"),
                    Map.entry('7', "1F010204080808"),
                    Map.entry('8', "0E11110E11110E"),
                    Map.entry('9', "0E11110F01020C"),
                    Map.entry(' ', "00000000000000"),
                    Map.entry('-', "0000000E000000"),
                    Map.entry('_', "0000000000001F"),
                    Map.entry('.', "00000000000C0C"),
                    Map.entry(',', "000000000C0408"),
                    Map.entry(':', "000C0C000C0C00"),
                    Map.entry('/', "00010204081000"),
                    Map.entry('%', "18190204081303"),
                    Map.entry('+', "0004041F040400"),
                    Map.entry('=', "00001F001F0000"),
                    Map.entry('(', "02040808080402"),
                    Map.entry(')', "08040202020408"),
                    Map.entry('#', "0A0A1F0A1F0A0A"),
                    Map.entry('?', "0E110102040004"));

    private PixelFont() {}

    /** Where to put the pixels of a text. */
    @FunctionalInterface
    interface Ink {
        void dot(int x, int y);
    }

    /** Width in pixels of a text drawn at size 1. */
    static int width(String text) {
        return text.isEmpty() ? 0 : text.length() * ADVANCE - 1;
    }

    /** Draws with the upper left corner at (0, 0); small letters are drawn as capitals. */
    static void draw(String text, Ink ink) {
        String capitals = text.toUpperCase(Locale.ROOT);
        for (int i = 0; i < capitals.length(); i++) {
            drawGlyph(GLYPHS.getOrDefault(capitals.charAt(i), UNKNOWN), i * ADVANCE, ink);
        }
    }

    private static void drawGlyph(String glyph, int left, Ink ink) {
        byte[] rows = HexFormat.of().parseHex(glyph);
        for (int y = 0; y < GLYPH_HEIGHT; y++) {
            for (int x = 0; x < GLYPH_WIDTH; x++) {
                if ((rows[y] >> (GLYPH_WIDTH - 1 - x) & 1) == 1) {
                    ink.dot(left + x, y);
                }
            }
        }
    }
}
