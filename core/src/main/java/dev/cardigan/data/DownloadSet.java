package dev.cardigan.data;

import dev.cardigan.error.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A data set that can be fetched by name. The known ones are data, in {@code downloads.json} beside
 * this class.
 *
 * @param title what it is and who made it
 * @param license under which it is passed on
 * @param classes names of its classes, in label order
 * @param mirrors addresses that end in a slash; each is tried until one works
 * @param files what lies below each address
 */
public record DownloadSet(
        String title,
        String license,
        List<String> classes,
        List<String> mirrors,
        List<PublishedFile> files) {

    /**
     * One file and the check sum its makers published.
     *
     * @param md5 in hex; all that the makers of the MNIST family published. It guards against
     *     damage, not against a forger.
     */
    public record PublishedFile(String name, String md5) {}

    private static final Map<String, DownloadSet> KNOWN = readKnown();

    /** The names that {@link #named} knows, in order. */
    public static List<String> names() {
        return List.copyOf(KNOWN.keySet());
    }

    /**
     * @throws ConfigException if the name is not known
     */
    public static DownloadSet named(String name) {
        DownloadSet known = KNOWN.get(name);
        if (known == null) {
            throw new ConfigException(
                    "No data set named '%s' can be downloaded; expected one of %s"
                            .formatted(name, String.join(", ", KNOWN.keySet())));
        }
        return known;
    }

    private static Map<String, DownloadSet> readKnown() {
        try (InputStream stream = DownloadSet.class.getResourceAsStream("downloads.json")) {
            if (stream == null) {
                throw new IllegalStateException("downloads.json is missing from the jar");
            }
            return new JsonMapper()
                    .readValue(stream, new TypeReference<TreeMap<String, DownloadSet>>() {});
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
