package dev.cardigan.checkpoint.torch;

import dev.cardigan.checkpoint.torch.ZipEntries.Entry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The bytes of a zip's entries: mapped where they are stored, unpacked where they are not. No byte
 * is handed out before the entry's check sum was right.
 */
final class ZipContent {

    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int PIECE = 1 << 26;

    private final FileBytes file;
    private final Damage damage;
    private final Budget budget;
    private final Map<String, Entry> entries;
    private final Map<String, RawBytes> opened = new HashMap<>();

    ZipContent(FileBytes file, Damage damage, Budget budget) {
        this.file = file;
        this.damage = damage;
        this.budget = budget;
        this.entries = ZipEntries.of(file, damage, budget);
    }

    Map<String, Entry> entries() {
        return entries;
    }

    /**
     * The bytes of an entry.
     *
     * @param expected how many there must be; -1 where that is not known
     * @throws dev.cardigan.error.CheckpointException when there is none, or it is damaged
     */
    RawBytes open(String name, long expected) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw damage.at("it has no entry '" + Damage.shown(name) + "'");
        }
        if (expected >= 0 && entry.size() != expected) {
            throw damage.at(
                    "its entry '%s' has %d bytes, its tensors need %d"
                            .formatted(Damage.shown(name), entry.size(), expected));
        }
        RawBytes before = opened.get(name);
        if (before != null) {
            return before;
        }
        RawBytes bytes = unpacked(entry);
        opened.put(name, bytes);
        return bytes;
    }

    private RawBytes unpacked(Entry entry) {
        long start = start(entry);
        return switch (entry.method()) {
            case ZipEntries.STORED -> stored(entry, start);
            case ZipEntries.DEFLATED -> inflated(entry, start);
            default ->
                    throw damage.at(
                            "its entry '%s' is packed by method %d; known are stored (0) and deflated (8)"
                                    .formatted(Damage.shown(entry.name()), entry.method()));
        };
    }

    /** The first byte after the local header, which must be that of the same entry. */
    private long start(Entry entry) {
        String what = "its entry '" + Damage.shown(entry.name()) + "'";
        ByteBuffer header = file.slice(entry.header(), LOCAL_BYTES, what);
        int nameBytes = Short.toUnsignedInt(header.getShort(26));
        int extraBytes = Short.toUnsignedInt(header.getShort(28));
        byte[] expected = entry.name().getBytes(StandardCharsets.UTF_8);
        boolean same = header.getInt(0) == LOCAL && nameBytes == expected.length;
        if (same) {
            byte[] name = new byte[nameBytes];
            file.slice(entry.header() + LOCAL_BYTES, nameBytes, what).get(name);
            same = Arrays.equals(name, expected);
        }
        if (!same) {
            throw damage.at(what + " is not where its zip directory says");
        }
        return entry.header() + LOCAL_BYTES + nameBytes + extraBytes;
    }

    private RawBytes stored(Entry entry, long start) {
        if (entry.packed() != entry.size()) {
            throw damage.at(
                    "its entry '%s' is stored as it is, but has %d bytes of %d"
                            .formatted(Damage.shown(entry.name()), entry.packed(), entry.size()));
        }
        RawBytes.Stored bytes = new RawBytes.Stored(file, start, entry.size());
        CRC32 sum = new CRC32();
        for (long at = 0; at < entry.size(); at += PIECE) {
            sum.update(bytes.slice(at, (int) Math.min(PIECE, entry.size() - at)));
        }
        check(entry, sum);
        return bytes;
    }

    private RawBytes inflated(Entry entry, long start) {
        budget.charge(entry.size(), "its entry '" + Damage.shown(entry.name()) + "', unpacked,");
        if (entry.size() > Integer.MAX_VALUE) {
            throw damage.at("its packed entries are too large; save it without compression");
        }
        ByteBuffer target = ByteBuffer.allocateDirect((int) entry.size());
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(file.slice(start, entry.packed(), "its packed entry"));
            while (target.hasRemaining() && inflater.inflate(target) > 0) {
                // Goes on until it is full or nothing more comes.
            }
            boolean complete = !target.hasRemaining() && inflater.inflate(new byte[1]) == 0;
            if (!complete || !inflater.finished()) {
                throw damage.at(
                        "its entry '%s' does not unpack to the %d bytes it says"
                                .formatted(Damage.shown(entry.name()), entry.size()));
            }
        } catch (DataFormatException e) {
            throw damage.at("its entry '" + Damage.shown(entry.name()) + "' cannot be unpacked");
        } finally {
            inflater.end();
        }
        CRC32 sum = new CRC32();
        sum.update(target.flip());
        check(entry, sum);
        return new RawBytes.Held(target.rewind().order(ByteOrder.LITTLE_ENDIAN));
    }

    private void check(Entry entry, CRC32 sum) {
        if (sum.getValue() != entry.crc()) {
            throw damage.at(
                    "its entry '%s' has check sum %08x, expected %08x"
                            .formatted(Damage.shown(entry.name()), sum.getValue(), entry.crc()));
        }
    }
}
