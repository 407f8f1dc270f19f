package dev.cardigan.checkpoint.torch;

import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.checkpoint.torch.Pickled.Dict;
import dev.cardigan.checkpoint.torch.Pickled.Items;
import dev.cardigan.checkpoint.torch.Pickled.StorageRef;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What {@code torch.save} wrote before PyTorch 1.6 and many published files still are: pickles of a
 * magic number, a version, the machine, the value, and the keys of the storages; then each
 * storage's count of elements and its bytes. Format: {@code torch/serialization.py}, {@code
 * _legacy_save}.
 */
final class LegacyFormat {

    /** LONG1 of ten bytes 0x1950a86a20f9469cfc6c and STOP, behind the two bytes of a protocol. */
    private static final byte[] MAGIC = {
        (byte) 0x8a,
        10,
        0x6c,
        (byte) 0xfc,
        (byte) 0x9c,
        0x46,
        (byte) 0xf9,
        0x20,
        0x6a,
        (byte) 0xa8,
        0x50,
        0x19,
        '.'
    };

    private static final int PROTOCOL_BYTES = 2;
    private static final long VERSION = 1001;
    private static final int STORAGE_COST = 160;

    private final FileBytes file;
    private final Damage damage;
    private final Budget budget;
    private long position = (long) PROTOCOL_BYTES + MAGIC.length;

    private LegacyFormat(FileBytes file, Damage damage, Budget budget) {
        this.file = file;
        this.damage = damage;
        this.budget = budget;
    }

    /** Whether a file that begins so is of this format. */
    static boolean begins(byte[] head) {
        int end = PROTOCOL_BYTES + MAGIC.length;
        return head.length >= end
                && Arrays.equals(Arrays.copyOfRange(head, PROTOCOL_BYTES, end), MAGIC);
    }

    static Map<String, TensorData> read(FileBytes file, Damage damage, Budget budget) {
        return new LegacyFormat(file, damage, budget).read();
    }

    private Map<String, TensorData> read() {
        if (!(next().value() instanceof Long version) || version != VERSION) {
            throw damage.at("its version is not " + VERSION);
        }
        requireLittleEndian(next().value());
        Unpickler.Loaded loaded = next();
        if (!(next().value() instanceof Items keys)) {
            throw damage.at("it has no list of storages");
        }
        Map<String, RawBytes> storages = new HashMap<>();
        for (Object key : keys.values()) {
            StorageRef storage = key instanceof String name ? loaded.storages().get(name) : null;
            if (storage == null || storages.put(storage.key(), located(storage)) != null) {
                throw damage.at("its storages are not those its tensors look at");
            }
        }
        TensorReader reader = new TensorReader(damage, budget, ByteOrder.LITTLE_ENDIAN);
        return Flattening.of(
                loaded.value(), damage, budget, reader, storage -> bytes(storages, storage));
    }

    /** The storage at the current position, which moves behind it. */
    private RawBytes located(StorageRef storage) {
        budget.charge(STORAGE_COST, "its storages");
        long count = file.slice(position, Long.BYTES, "a storage").getLong(0);
        if (count != storage.count()) {
            throw damage.at(
                    "a storage has %d elements, its tensors expect %d"
                            .formatted(count, storage.count()));
        }
        long start = position + Long.BYTES;
        if (storage.bytes() > file.size() - start) {
            throw damage.at(
                    "a storage at byte %d needs %d bytes, the file has %d: it is cut off"
                            .formatted(start, storage.bytes(), file.size()));
        }
        position = start + storage.bytes();
        return new RawBytes.Stored(file, start, storage.bytes());
    }

    private RawBytes bytes(Map<String, RawBytes> storages, StorageRef storage) {
        RawBytes found = storages.get(storage.key());
        if (found == null) {
            throw damage.at("it has a tensor without a storage");
        }
        return found;
    }

    private Unpickler.Loaded next() {
        long length = Math.min(file.size() - position, Integer.MAX_VALUE);
        ByteBuffer bytes = file.slice(position, length, "a pickle");
        Unpickler.Loaded loaded = Unpickler.load(bytes, damage, budget);
        position += bytes.position();
        return loaded;
    }

    private void requireLittleEndian(Object machine) {
        boolean little =
                machine instanceof Dict facts
                        && Boolean.TRUE.equals(facts.values().get("little_endian"));
        if (!little) {
            throw damage.other(
                    "written on a big-endian machine in the format before PyTorch 1.6; load it with PyTorch and save it again");
        }
    }
}
