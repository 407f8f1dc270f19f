package dev.cardigan.checkpoint.torch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The directory of a zip, with 64-bit sizes. Format: PKWARE's APPNOTE, 4.3 and 4.5.3. Read here and
 * not by {@link java.util.zip.ZipFile}, because stored entries are mapped from where they lie.
 */
final class ZipEntries {

    static final int STORED = 0;
    static final int DEFLATED = 8;

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_BYTES = 56;
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_BYTES = 46;
    private static final int EXTRA_64 = 1;
    private static final long IN_EXTRA = 0xffffffffL;
    private static final int ENCRYPTED = 1;

    /** What an entry takes here besides its name. */
    private static final int ENTRY_COST = 160;

    /** Absolute, with a drive, with a part {@code ..}, with a backslash or a NUL. */
    private static final Pattern UNSAFE =
            Pattern.compile("^/.*|^[A-Za-z]:.*|(.*/)?\\.\\.(/.*)?|.*[\\\\\\x00].*", Pattern.DOTALL);

    /**
     * One entry.
     *
     * @param packed bytes in the file
     * @param size bytes when unpacked
     * @param header where its local header lies
     */
    record Entry(String name, int method, long crc, long packed, long size, long header) {}

    /** Where the directory lies. */
    private record Place(long entries, long bytes, long position) {}

    private final FileBytes file;
    private final Damage damage;
    private final Budget budget;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private ZipEntries(FileBytes file, Damage damage, Budget budget) {
        this.file = file;
        this.damage = damage;
        this.budget = budget;
    }

    /**
     * All entries by name.
     *
     * @throws dev.cardigan.error.CheckpointException for a directory that is cut off or contradicts
     *     itself, and for names that occur twice or point elsewhere
     */
    static Map<String, Entry> of(FileBytes file, Damage damage, Budget budget) {
        return new ZipEntries(file, damage, budget).read();
    }

    private Map<String, Entry> read() {
        Place place = place();
        ByteBuffer directory = file.slice(place.position(), place.bytes(), "its zip directory");
        long packed = 0;
        for (long i = 0; i < place.entries(); i++) {
            Entry entry = entry(directory);
            packed += entry.packed();
            if (entry.packed() > file.size() || packed > file.size()) {
                throw damage.at("its zip entries overlap or lie outside of it");
            }
            if (entries.put(entry.name(), entry) != null) {
                throw damage.at("it has two entries named '" + Damage.shown(entry.name()) + "'");
            }
        }
        return entries;
    }

    private Place place() {
        int tail = (int) Math.min(file.size(), END_BYTES + LONGEST_COMMENT + LOCATOR_BYTES);
        long start = file.size() - tail;
        ByteBuffer bytes = file.slice(start, tail, "its end");
        for (int at = tail - END_BYTES; at >= 0; at--) {
            boolean ends = bytes.getInt(at) == END;
            if (ends && at + END_BYTES + Short.toUnsignedInt(bytes.getShort(at + 20)) == tail) {
                return place(bytes, at);
            }
        }
        throw damage.at("its zip directory is missing: the file is cut off");
    }

    private Place place(ByteBuffer tail, int end) {
        int locator = end - LOCATOR_BYTES;
        if (locator >= 0 && tail.getInt(locator) == LOCATOR_64) {
            ByteBuffer large = file.slice(tail.getLong(locator + 8), END_64_BYTES, "its zip end");
            if (large.getInt(0) != END_64) {
                throw damage.at("its zip end is not where its locator says");
            }
            return new Place(large.getLong(32), large.getLong(40), large.getLong(48));
        }
        return new Place(
                Short.toUnsignedLong(tail.getShort(end + 10)),
                Integer.toUnsignedLong(tail.getInt(end + 12)),
                Integer.toUnsignedLong(tail.getInt(end + 16)));
    }

    private Entry entry(ByteBuffer directory) {
        int at = directory.position();
        if (directory.remaining() < CENTRAL_BYTES || directory.getInt(at) != CENTRAL) {
            throw damage.at("its zip directory has fewer entries than it says");
        }
        int nameBytes = Short.toUnsignedInt(directory.getShort(at + 28));
        int extraBytes = Short.toUnsignedInt(directory.getShort(at + 30));
        int more = nameBytes + extraBytes + Short.toUnsignedInt(directory.getShort(at + 32));
        if (directory.remaining() - CENTRAL_BYTES < more) {
            throw damage.at("its zip directory is cut off");
        }
        if ((directory.getShort(at + 8) & ENCRYPTED) != 0) {
            throw damage.other("encrypted; unpack it with its password and save it again");
        }
        budget.charge(ENTRY_COST + 2L * nameBytes, "its zip directory");
        Extra extra = extra(directory, at, at + CENTRAL_BYTES + nameBytes, extraBytes);
        Entry entry =
                new Entry(
                        name(directory, at + CENTRAL_BYTES, nameBytes),
                        Short.toUnsignedInt(directory.getShort(at + 10)),
                        Integer.toUnsignedLong(directory.getInt(at + 16)),
                        extra.packed(),
                        extra.size(),
                        extra.header());
        directory.position(at + CENTRAL_BYTES + more);
        return checked(entry);
    }

    private Entry checked(Entry entry) {
        if (UNSAFE.matcher(entry.name()).matches()) {
            throw damage.at(
                    "its entry '%s' could point outside of it"
                            .formatted(Damage.shown(entry.name())));
        }
        if (entry.packed() < 0 || entry.size() < 0) {
            throw damage.at(
                    "its entry '%s' lies about its size".formatted(Damage.shown(entry.name())));
        }
        return entry;
    }

    private String name(ByteBuffer directory, int at, int length) {
        byte[] bytes = new byte[length];
        directory.get(at, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Sizes and place, from the fixed part or from the extra field of 64-bit numbers. */
    private record Extra(long size, long packed, long header) {}

    private Extra extra(ByteBuffer directory, int at, int from, int length) {
        long[] values = {
            Integer.toUnsignedLong(directory.getInt(at + 24)),
            Integer.toUnsignedLong(directory.getInt(at + 20)),
            Integer.toUnsignedLong(directory.getInt(at + 42))
        };
        int field = from;
        int end = from + length;
        while (field + 4 <= end) {
            int id = Short.toUnsignedInt(directory.getShort(field));
            int next = field + 4 + Short.toUnsignedInt(directory.getShort(field + 2));
            if (id == EXTRA_64) {
                widen(directory, field + 4, Math.min(next, end), values);
                break;
            }
            field = next;
        }
        return new Extra(values[0], values[1], values[2]);
    }

    private void widen(ByteBuffer directory, int from, int end, long[] values) {
        int at = from;
        for (int i = 0; i < values.length; i++) {
            if (values[i] == IN_EXTRA) {
                if (at + Long.BYTES > end) {
                    throw damage.at("a 64-bit size is missing in its zip directory");
                }
                values[i] = directory.getLong(at);
                at += Long.BYTES;
            }
        }
    }
}
