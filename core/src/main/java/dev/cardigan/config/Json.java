package dev.cardigan.config;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of this project: strict in what it reads, the same bytes for the same tree. */
public final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final ObjectWriter PRETTY = MAPPER.writer().with(printer());

    /** What the parser says of its source; the label says it better. */
    private static final Pattern WHERE =
            Pattern.compile(" \\((start marker )?at \\[Source:[^\\]]*\\]\\)");

    private Json() {}

    /**
     * Reads a file that holds one JSON object; its keys keep their order.
     *
     * @throws ConfigException when there is no such file or it holds something else; names file and
     *     line
     * @throws StorageException when the file cannot be read
     */
    public static Map<String, Object> read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (NoSuchFileException missing) {
            throw new ConfigException(
                    file + ": expected a JSON file, found none. Check the path", missing);
        } catch (CharacterCodingException notText) {
            throw new ConfigException(
                    file + ": expected JSON in UTF-8, found other bytes", notText);
        } catch (IOException failure) {
            throw new StorageException(file + ": cannot be read: " + failure, failure);
        }
    }

    /**
     * Parses text that holds one JSON object.
     *
     * @param label names the text in errors
     * @throws ConfigException when it holds something else; names label and line
     */
    public static Map<String, Object> parse(String text, String label) {
        @Nullable Object tree;
        try {
            tree = MAPPER.readValue(text, Object.class);
        } catch (JacksonException fault) {
            int line = fault.getLocation() == null ? 1 : fault.getLocation().getLineNr();
            String problem =
                    WHERE.matcher(fault.getOriginalMessage().lines().findFirst().orElse(""))
                            .replaceAll("");
            throw new ConfigException(
                    "%s:%d: not valid JSON: %s".formatted(label, line, problem), fault);
        }
        if (!(tree instanceof Map<?, ?> map)) {
            throw new ConfigException(
                    label + ":1: expected a JSON object, found " + writeLine(tree));
        }
        Plain.require(map, label);
        Map<String, Object> checked = new LinkedHashMap<>();
        map.forEach((key, value) -> checked.put(String.valueOf(key), value));
        return Collections.unmodifiableMap(checked);
    }

    /**
     * Indented by two spaces, keys in the order given, ends with a line feed: for files.
     *
     * @throws ConfigException for NaN, infinity and objects that are no plain tree; names the place
     */
    public static String writeString(@Nullable Object tree) {
        Plain.require(tree, "JSON");
        return PRETTY.writeValueAsString(tree) + "\n";
    }

    /**
     * On one line, without a line feed: for logs.
     *
     * @throws ConfigException for NaN, infinity and objects that are no plain tree; names the place
     */
    public static String writeLine(@Nullable Object tree) {
        Plain.require(tree, "JSON");
        return MAPPER.writeValueAsString(tree);
    }

    /** The line feed is fixed: the same file on every system. */
    private static DefaultPrettyPrinter printer() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter().withObjectIndenter(indenter);
    }
}
