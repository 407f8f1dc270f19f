package dev.cardigan.checkpoint.torch;

import dev.cardigan.checkpoint.TensorData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes files as {@code torch.save} does, and such as it never would. */
public final class TorchZip {

    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private boolean packed;

    public TorchZip with(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    public TorchZip with(String name, String content) {
        return with(name, content.getBytes(StandardCharsets.US_ASCII));
    }

    /** A pickle as the one that is read. */
    public TorchZip pickle(byte[] content) {
        return with("archive/data.pkl", content);
    }

    public TorchZip floats(String key, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return with("archive/data/" + key, bytes.array());
    }

    public TorchZip deflated() {
        packed = true;
        return this;
    }

    /** A state dictionary of named tensors, all row-major. */
    public static byte[] of(Map<String, TensorData> tensors) {
        return nested("", tensors);
    }

    /** The same in a dictionary of one key, unless that is empty. */
    public static byte[] nested(String key, Map<String, TensorData> tensors) {
        TorchZip zip = new TorchZip();
        PickleWriter pickle = new PickleWriter();
        if (!key.isEmpty()) {
            pickle.beginDict().text(key);
        }
        pickle.beginDict();
        int number = 0;
        for (Map.Entry<String, TensorData> tensor : tensors.entrySet()) {
            TensorData data = tensor.getValue();
            long[] shape = data.shape();
            long[] strides = new long[shape.length];
            long count = 1;
            for (int i = shape.length - 1; i >= 0; i--) {
                strides[i] = count;
                count *= shape[i];
            }
            pickle.text(tensor.getKey())
                    .tensor(kind(data.type()), String.valueOf(number), count, 0, shape, strides);
            byte[] bytes = new byte[data.byteCount()];
            data.bytes().get(bytes);
            zip.with("archive/data/" + number++, bytes);
        }
        pickle.endDict();
        if (!key.isEmpty()) {
            pickle.endDict();
        }
        return zip.pickle(pickle.stop()).with("archive/version", "3\n").bytes();
    }

    private static String kind(TensorData.Type type) {
        return switch (type) {
            case F64 -> "DoubleStorage";
            case F32 -> "FloatStorage";
            case F16 -> "HalfStorage";
            case BF16 -> "BFloat16Storage";
            case I64 -> "LongStorage";
            case I32 -> "IntStorage";
            case I16 -> "ShortStorage";
            case I8 -> "CharStorage";
            case U8 -> "ByteStorage";
            case BOOL -> "BoolStorage";
        };
    }

    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                zip.putNextEntry(entry(each.getKey(), each.getValue()));
                zip.write(each.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private ZipEntry entry(String name, byte[] content) {
        ZipEntry entry = new ZipEntry(name);
        if (!packed) {
            CRC32 sum = new CRC32();
            sum.update(content);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(sum.getValue());
        }
        return entry;
    }
}
