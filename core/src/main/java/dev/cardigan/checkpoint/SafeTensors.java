package dev.cardigan.checkpoint;

import static java.util.Comparator.comparing;

import dev.cardigan.checkpoint.SafeTensorsHeader.Entry;
import dev.cardigan.checkpoint.SafeTensorsHeader.Header;
import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/**
 * Reads and writes safetensors files: 8 bytes header length (little-endian), a JSON header, the
 * bytes of the tensors. Format: <a href="https://huggingface.co/docs/safetensors">the safetensors
 * documentation</a>.
 *
 * <p>Reading trusts nothing: a damaged or hostile file leads to one {@link CheckpointException} and
 * to no more memory than the file has bytes. Writing the same tensors gives the same bytes.
 */
public final class SafeTensors {

    /** What follows the stem of a safetensors file's name. */
    public static final String EXTENSION = ".safetensors";

    private static final int LENGTH_BYTES = Long.BYTES;
    // The cap of the reference implementation.
    private static final long MAX_HEADER_BYTES = 100_000_000;
    private static final int ALIGNMENT = 8;

    private static final Comparator<Map.Entry<String, TensorData>> FILE_ORDER =
            comparing((Map.Entry<String, TensorData> entry) -> -entry.getValue().type().bytes())
                    .thenComparing(Map.Entry::getKey);

    private SafeTensors() {}

    /**
     * Maps a file into memory; the tensors share its pages.
     *
     * @throws CheckpointException when the file cannot be read or is not a sound safetensors file;
     *     names the file and the tensor
     */
    public static TensorFile read(Path file) {
        return read(FileOps.real(), file);
    }

    static TensorFile read(FileOps files, Path file) {
        try {
            long size = files.size(file);
            int headerBytes = headerBytes(files, file, size);
            ByteBuffer json = files.map(file, LENGTH_BYTES, headerBytes);
            long dataStart = LENGTH_BYTES + (long) headerBytes;
            Header header = SafeTensorsHeader.parse(file, json, size - dataStart);
            return new TensorFile(map(files, file, dataStart, header.entries()), header.metadata());
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s: cannot be read: %s".formatted(file, Storage.reason(e)), e);
        }
    }

    /**
     * Writes a file that is either complete or not there: under another name first, forced, then
     * renamed.
     *
     * @throws CheckpointException when a name is reserved by the format
     * @throws StorageException when the disk is full, read-only or failing; an older file of this
     *     name is then untouched
     */
    public static void write(Path file, TensorFile content) {
        Storage.replace(FileOps.real(), file, encode(content));
    }

    /** The bytes of a file: its header, then the buffers of the tensors themselves. */
    static List<ByteBuffer> encode(TensorFile content) {
        if (content.tensors().containsKey(SafeTensorsHeader.METADATA)) {
            throw new CheckpointException(
                    ("a tensor cannot be named '%s', which the safetensors format reserves;"
                                    + " rename it")
                            .formatted(SafeTensorsHeader.METADATA));
        }
        List<Map.Entry<String, TensorData>> tensors =
                content.tensors().entrySet().stream().sorted(FILE_ORDER).toList();
        List<ByteBuffer> parts = new ArrayList<>(tensors.size() + 1);
        parts.add(header(tensors, content.metadata()));
        tensors.forEach(tensor -> parts.add(tensor.getValue().bytes()));
        return parts;
    }

    static CheckpointException damaged(Path file, String problem) {
        return new CheckpointException(damagedMessage(file, problem));
    }

    static String damagedMessage(Path file, String problem) {
        return "%s: not a sound safetensors file: %s; fetch or save it again"
                .formatted(file, problem);
    }

    private static int headerBytes(FileOps files, Path file, long size) throws IOException {
        if (size < LENGTH_BYTES) {
            throw damaged(file, "it has " + size + " bytes, expected at least " + LENGTH_BYTES);
        }
        ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        files.read(file, 0, length);
        long bytes = length.flip().getLong();
        if (bytes < 0 || bytes > MAX_HEADER_BYTES) {
            throw damaged(
                    file,
                    "its header claims %s bytes, at most %d are allowed"
                            .formatted(Long.toUnsignedString(bytes), MAX_HEADER_BYTES));
        }
        if (bytes > size - LENGTH_BYTES) {
            throw damaged(
                    file, "its header claims %d bytes, the file has %d".formatted(bytes, size));
        }
        return Math.toIntExact(bytes);
    }

    // One mapping holds at most 2^31 - 1 bytes, so neighbours share one until it is full.
    private static Map<String, TensorData> map(
            FileOps files, Path file, long dataStart, List<Entry> entries) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        int first = 0;
        while (first < entries.size()) {
            long begin = entries.get(first).begin();
            int next = first + 1;
            while (next < entries.size() && entries.get(next).end() - begin <= Integer.MAX_VALUE) {
                next++;
            }
            int length = Math.toIntExact(entries.get(next - 1).end() - begin);
            ByteBuffer window = files.map(file, dataStart + begin, length);
            for (Entry entry : entries.subList(first, next)) {
                int offset = Math.toIntExact(entry.begin() - begin);
                int bytes = Math.toIntExact(entry.end() - entry.begin());
                tensors.put(
                        entry.name(),
                        new TensorData(entry.type(), entry.shape(), window.slice(offset, bytes)));
            }
            first = next;
        }
        return tensors;
    }

    private static ByteBuffer header(
            List<Map.Entry<String, TensorData>> tensors, Map<String, String> metadata) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.HEADER.createGenerator(out)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectPropertyStart(SafeTensorsHeader.METADATA);
                new TreeMap<>(metadata).forEach(json::writeStringProperty);
                json.writeEndObject();
            }
            long begin = 0;
            for (Map.Entry<String, TensorData> tensor : tensors) {
                long end = begin + tensor.getValue().byteCount();
                writeEntry(json, tensor.getKey(), tensor.getValue(), begin, end);
                begin = end;
            }
            json.writeEndObject();
        }
        while (out.size() % ALIGNMENT != 0) {
            out.write(' ');
        }
        return ByteBuffer.allocate(LENGTH_BYTES + out.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(out.size())
                .put(out.toByteArray())
                .flip();
    }

    private static void writeEntry(
            JsonGenerator json, String name, TensorData tensor, long begin, long end) {
        long[] shape = tensor.shape();
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("dtype", tensor.type().name());
        json.writeName("shape");
        json.writeArray(shape, 0, shape.length);
        json.writeName("data_offsets");
        json.writeArray(new long[] {begin, end}, 0, 2);
        json.writeEndObject();
    }
}
