package dev.cardigan.checkpoint;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The two ways in which this package reads and writes JSON. */
final class Json {

    // Tensor names of real models stay below 300 characters; the caps keep a hostile header small.
    private static final int HEADER_DEPTH = 4;
    private static final int HEADER_NAME_LENGTH = 4096;
    private static final int HEADER_NUMBER_LENGTH = 20;

    /**
     * For headers of foreign files: capped, and without the table of known names that files with
     * colliding names could fill.
     */
    static final JsonMapper HEADER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(HEADER_DEPTH)
                                                    .maxNameLength(HEADER_NAME_LENGTH)
                                                    .maxNumberLength(HEADER_NUMBER_LENGTH)
                                                    .build())
                                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                                    .build())
                    .build();

    /**
     * For our own files: indented for people, no key twice, and NaN and the infinities as bare
     * words, so that every number comes back with its bits.
     */
    static final JsonMapper OWN =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    // The same bytes on every system: a manifest is compared with its encoding.
                    .defaultPrettyPrinter(
                            new DefaultPrettyPrinter()
                                    .withObjectIndenter(new DefaultIndenter("  ", "\n")))
                    .build();

    /** What the parser says of a source that it was not told. */
    private static final Pattern WHERE =
            Pattern.compile(" \\((start marker )?at \\[Source:[^\\]]*\\]\\)");

    private Json() {}

    /** What is wrong, and in which line. */
    static String problem(JacksonException failure) {
        String said = WHERE.matcher(failure.getOriginalMessage()).replaceAll("");
        return failure.getLocation() == null
                ? said
                : said + ", in line " + failure.getLocation().getLineNr();
    }
}
