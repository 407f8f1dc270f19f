package dev.cardigan.report;

import dev.cardigan.error.DataException;
import dev.cardigan.error.ShapeException;
import dev.cardigan.error.StorageException;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * PNG pictures that remember where they come from: 8-bit grey or true colour, with texts such as
 * seed, step and configuration in {@code tEXt} or {@code iTXt} chunks. Equal input gives equal
 * bytes.
 */
public final class Png {

    private static final int MOST_KEYWORD_CHARACTERS = 79;

    private Png() {}

    /**
     * A text in a picture.
     *
     * @param keyword 1 to 79 characters of Latin-1 without control characters, no space at an end
     * @param value any text without the character NUL
     */
    public record Text(String keyword, String value) {

        /**
         * @throws DataException if the keyword or the value cannot be stored in a PNG
         */
        public Text {
            boolean fits =
                    keyword.length() >= 1
                            && keyword.length() <= MOST_KEYWORD_CHARACTERS
                            && keyword.strip().equals(keyword)
                            && keyword.chars().noneMatch(Character::isISOControl)
                            && latin(keyword);
            if (!fits || value.indexOf('\0') >= 0) {
                throw new DataException(
                        "PNG text: expected a keyword of 1 to 79 Latin-1 characters and a value"
                                + " without NUL, found keyword \""
                                + keyword
                                + "\" with a value of "
                                + value.length()
                                + " characters.");
            }
        }
    }

    /**
     * @param texts written in this order, in front of the pixels
     * @throws ShapeException if the picture has transparency or 16-bit grey
     */
    public static byte[] bytes(BufferedImage image, List<Text> texts) {
        Pixels pixels = Pixels.from(image);
        PngChunks chunks = new PngChunks().addHeader(pixels);
        for (Text text : texts) {
            addText(chunks, text);
        }
        return chunks.add("IDAT", PngRows.deflate(pixels)).end();
    }

    /**
     * Writes the file whole: nobody sees half a picture.
     *
     * @throws ShapeException as {@link #bytes}
     * @throws StorageException if the file cannot be written
     */
    public static void write(Path file, BufferedImage image, List<Text> texts) {
        WholeFile.write(file, bytes(image, texts));
    }

    /**
     * The texts of a PNG file in their order. Compressed texts, which Cardigan never writes, are
     * left out.
     *
     * @throws DataException if the file cannot be read or is not a sound PNG
     */
    public static List<Text> texts(Path file) {
        return texts(file.toString(), WholeFile.read(file));
    }

    /**
     * As {@link #texts(Path)}, for a picture in memory.
     *
     * @param where names the picture in errors
     */
    public static List<Text> texts(String where, byte[] png) {
        List<Text> texts = new ArrayList<>();
        for (PngChunks.Chunk chunk : PngChunks.read(where, png)) {
            text(where, chunk).ifPresent(texts::add);
        }
        return List.copyOf(texts);
    }

    /**
     * The samples of a picture that {@link #bytes} or {@link Apng} made, [frames, height, width,
     * channels].
     *
     * @param where names the picture in errors
     * @throws DataException if it is damaged or of another kind
     */
    public static byte[] samples(String where, byte[] png) {
        return PngSamples.of(where, png);
    }

    static void addText(PngChunks chunks, Text text) {
        byte[] keyword = text.keyword().getBytes(StandardCharsets.ISO_8859_1);
        if (latin(text.value())) {
            byte[] value = text.value().getBytes(StandardCharsets.ISO_8859_1);
            byte[] data = new byte[keyword.length + 1 + value.length];
            ByteBuffer.wrap(data).put(keyword).put((byte) 0).put(value);
            chunks.add("tEXt", data);
            return;
        }
        // Keyword, NUL, not compressed, method 0, no language, no translated keyword, UTF-8.
        byte[] value = text.value().getBytes(StandardCharsets.UTF_8);
        byte[] data = new byte[keyword.length + 5 + value.length];
        ByteBuffer.wrap(data).put(keyword).put(new byte[5]).put(value);
        chunks.add("iTXt", data);
    }

    private static Optional<Text> text(String where, PngChunks.Chunk chunk) {
        byte[] data = chunk.data();
        int keywordEnd = indexOfNul(data, 0);
        return switch (chunk.type()) {
            case "tEXt" -> {
                require(where, keywordEnd > 0);
                yield Optional.of(
                        new Text(
                                latin(data, 0, keywordEnd),
                                latin(data, keywordEnd + 1, data.length)));
            }
            case "iTXt" -> {
                require(where, keywordEnd > 0 && keywordEnd + 2 < data.length);
                yield data[keywordEnd + 1] == 0
                        ? Optional.of(international(where, data, keywordEnd))
                        : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private static Text international(String where, byte[] data, int keywordEnd) {
        int languageEnd = indexOfNul(data, keywordEnd + 3);
        require(where, languageEnd > 0);
        int translationEnd = indexOfNul(data, languageEnd + 1);
        require(where, translationEnd > 0);
        int start = translationEnd + 1;
        String value = new String(data, start, data.length - start, StandardCharsets.UTF_8);
        return new Text(latin(data, 0, keywordEnd), value);
    }

    private static void require(String where, boolean wellFormed) {
        if (!wellFormed) {
            throw new DataException(
                    "Not a sound PNG: "
                            + where
                            + ": expected a text chunk of keyword and value, found one without the"
                            + " NUL between them; write the picture again.");
        }
    }

    private static boolean latin(String text) {
        CharsetEncoder encoder = StandardCharsets.ISO_8859_1.newEncoder();
        return encoder.canEncode(text);
    }

    private static String latin(byte[] data, int start, int end) {
        return new String(data, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private static int indexOfNul(byte[] data, int from) {
        for (int i = from; i < data.length; i++) {
            if (data[i] == 0) {
                return i;
            }
        }
        return -1;
    }
}
