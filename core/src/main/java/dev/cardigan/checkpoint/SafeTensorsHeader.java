package dev.cardigan.checkpoint;

import static java.util.Comparator.comparingLong;

import dev.cardigan.error.CheckpointException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The JSON header of a safetensors file, read with distrust: the file may be damaged or hostile.
 */
final class SafeTensorsHeader {

    static final String METADATA = "__metadata__";

    // libtorch's own limit.
    private static final int MAX_DIMENSIONS = 64;
    // Keep the memory of a header that holds nothing but tiny entries in proportion to its size.
    private static final int MAX_TENSORS = 1 << 16;
    private static final int MAX_METADATA = 1 << 12;

    /**
     * Where one tensor lies.
     *
     * @param begin first byte, counted from the end of the header
     * @param end first byte after it
     */
    @SuppressWarnings("ArrayRecordComponent") // Lives for one read and is never compared.
    record Entry(String name, TensorData.Type type, long[] shape, long begin, long end) {}

    /**
     * @param entries in the order of their bytes, without gap or overlap
     */
    record Header(List<Entry> entries, Map<String, String> metadata) {}

    private final Path file;
    private final JsonParser json;
    private final Set<String> names = new HashSet<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private SafeTensorsHeader(Path file, JsonParser json) {
        this.file = file;
        this.json = json;
    }

    /**
     * Reads and checks a whole header.
     *
     * @param bytes the header, without its length
     * @param dataBytes how many bytes follow the header in the file
     * @throws CheckpointException naming the file and the tensor, for anything the format forbids
     */
    static Header parse(Path file, ByteBuffer bytes, long dataBytes) {
        if (!bytes.hasRemaining() || bytes.get(bytes.position()) != '{') {
            throw SafeTensors.damaged(file, "its header does not begin with '{'");
        }
        // A decoder of our own, because the parser would accept UTF-16 and broken UTF-8 as well.
        Reader text =
                new InputStreamReader(BufferInput.of(bytes), StandardCharsets.UTF_8.newDecoder());
        try (JsonParser json = Json.HEADER.createParser(text)) {
            return new SafeTensorsHeader(file, json).read(dataBytes);
        } catch (JacksonException e) {
            throw new CheckpointException(
                    SafeTensors.damagedMessage(
                            file, "its header is not valid JSON: " + Json.problem(e)),
                    e);
        }
    }

    private Header read(long dataBytes) {
        json.nextToken();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            if (!names.add(name)) {
                throw failure("it names '" + name + "' twice");
            }
            json.nextToken();
            if (name.equals(METADATA)) {
                readMetadata();
                continue;
            }
            if (entries.size() == MAX_TENSORS) {
                throw failure("it holds more than " + MAX_TENSORS + " tensors");
            }
            entries.add(readEntry(name));
        }
        if (json.nextToken() != null) {
            throw failure("its header goes on after the closing brace");
        }
        checkLayout(dataBytes);
        return new Header(entries, metadata);
    }

    private void readMetadata() {
        require(JsonToken.START_OBJECT, METADATA, "must be an object");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            json.nextToken();
            require(
                    JsonToken.VALUE_STRING,
                    METADATA,
                    "may hold only text, but not so '" + key + "'");
            if (metadata.size() == MAX_METADATA) {
                throw failure("its metadata has more than " + MAX_METADATA + " entries");
            }
            if (metadata.put(key, json.getString()) != null) {
                throw failure("its metadata names '" + key + "' twice");
            }
        }
    }

    private Entry readEntry(String name) {
        require(JsonToken.START_OBJECT, name, "must be an object");
        TensorData.Type type = null;
        long[] shape = null;
        long[] offsets = null;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "dtype" -> type = once(name, key, type, readType(name));
                case "shape" -> shape = once(name, key, shape, readLongs(name, key));
                case "data_offsets" -> offsets = once(name, key, offsets, readLongs(name, key));
                default -> throw failure(name, "has the unknown field '" + key + "'");
            }
        }
        if (type == null || shape == null || offsets == null) {
            throw failure(name, "needs dtype, shape and data_offsets");
        }
        return entry(name, type, shape, offsets);
    }

    private Entry entry(String name, TensorData.Type type, long[] shape, long[] offsets) {
        if (offsets.length != 2 || offsets[0] > offsets[1]) {
            throw failure(
                    name, "has data_offsets " + Arrays.toString(offsets) + ", not [begin, end]");
        }
        OptionalLong expected = type.bytesOf(shape);
        String what = type + Arrays.toString(shape);
        if (expected.isEmpty()) {
            throw failure(name, what + " takes more than 2^63 bytes");
        }
        long found = offsets[1] - offsets[0];
        if (found != expected.getAsLong()) {
            throw failure(
                    name,
                    what
                            + " takes "
                            + expected.getAsLong()
                            + " bytes, but has "
                            + found
                            + " bytes");
        }
        if (found > Integer.MAX_VALUE) {
            throw failure(name, what + " has " + found + " bytes; at most 2^31 - 1 can be read");
        }
        return new Entry(name, type, shape, offsets[0], offsets[1]);
    }

    private void checkLayout(long dataBytes) {
        entries.sort(comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long cursor = 0;
        for (Entry entry : entries) {
            if (entry.begin() != cursor) {
                throw failure(
                        entry.name(),
                        "begins at byte %d, but the one before it ends at byte %d (%s)"
                                .formatted(
                                        entry.begin(),
                                        cursor,
                                        entry.begin() < cursor ? "overlap" : "gap"));
            }
            cursor = entry.end();
        }
        if (cursor != dataBytes) {
            throw failure(
                    "its tensors take "
                            + cursor
                            + " bytes, but "
                            + dataBytes
                            + " bytes follow the header");
        }
    }

    private TensorData.Type readType(String name) {
        require(JsonToken.VALUE_STRING, name, "has a dtype that is not text");
        String type = json.getString();
        return TensorData.Type.of(type)
                .orElseThrow(
                        () ->
                                failure(
                                        name,
                                        "has type '%s'; known are %s"
                                                .formatted(
                                                        type,
                                                        Arrays.toString(
                                                                TensorData.Type.values()))));
    }

    private long[] readLongs(String name, String key) {
        require(JsonToken.START_ARRAY, name, "has a " + key + " that is not a list");
        long[] values = new long[MAX_DIMENSIONS];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(
                    JsonToken.VALUE_NUMBER_INT,
                    name,
                    "has a " + key + " that holds more than integers");
            if (count == MAX_DIMENSIONS) {
                throw failure(
                        name, "has a " + key + " of more than " + MAX_DIMENSIONS + " numbers");
            }
            long value = json.getLongValue();
            if (value < 0) {
                throw failure(name, "has a " + key + " with the negative number " + value);
            }
            values[count++] = value;
        }
        return Arrays.copyOf(values, count);
    }

    private <T> T once(String name, String key, @Nullable T before, T now) {
        if (before != null) {
            throw failure(name, "has two fields '" + key + "'");
        }
        return now;
    }

    private void require(JsonToken expected, String name, String problem) {
        if (json.currentToken() != expected) {
            throw failure(name, problem);
        }
    }

    private CheckpointException failure(String name, String problem) {
        return failure("tensor '" + name + "' " + problem);
    }

    private CheckpointException failure(String problem) {
        return SafeTensors.damaged(file, problem);
    }
}
