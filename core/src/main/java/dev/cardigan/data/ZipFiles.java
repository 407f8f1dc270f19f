package dev.cardigan.data;

import dev.cardigan.error.DataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The files of a zip, read in place: nothing is ever unpacked to disk. An archive with a name that
 * points outside, or with one name twice, is refused as a whole, as no honest tool writes it.
 */
final class ZipFiles implements PictureFiles {

    /** Absolute, with a drive, with a part {@code ..}, with a backslash or a NUL. */
    private static final Pattern UNSAFE =
            Pattern.compile("^/.*|^[A-Za-z]:.*|(.*/)?\\.\\.(/.*)?|.*[\\\\\\x00].*", Pattern.DOTALL);

    private final Path archive;
    private final long archiveBytes;
    private final ZipLimits limits;
    private final ZipFile zip;
    private final List<Entry> entries;
    private final Set<String> counted = ConcurrentHashMap.newKeySet();
    private final AtomicLong unpacked = new AtomicLong();

    private ZipFiles(Path archive, ZipLimits limits, ZipFile zip) throws IOException {
        this.archive = archive;
        this.archiveBytes = Files.size(archive);
        this.limits = limits;
        this.zip = zip;
        this.entries = list();
    }

    /**
     * @throws DataException if the archive is damaged, encrypted, unsafe or beyond the limits
     */
    static ZipFiles of(Path archive, ZipLimits limits) {
        ZipDirectory.check(archive, limits);
        try {
            ZipFile zip = open(archive);
            try {
                return new ZipFiles(archive, limits, zip);
            } catch (IOException | RuntimeException failure) {
                zip.close();
                throw failure;
            }
        } catch (IOException failure) {
            boolean isEncrypted = String.valueOf(failure.getMessage()).contains("encrypted");
            String advice =
                    isEncrypted
                            ? "it is encrypted; unpack it with its password and give the folder"
                            : "it cannot be read (" + failure.getMessage() + "); pack it again";
            throw new DataException(archive + ": " + advice, failure);
        }
    }

    private static ZipFile open(Path archive) throws IOException {
        try {
            return new ZipFile(archive.toFile(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            if (!String.valueOf(failure.getMessage()).contains("bad entry name")) {
                throw failure;
            }
            // Names from before UTF-8 in zips (2006) are in the code page of DOS.
            return new ZipFile(archive.toFile(), Charset.forName("IBM437"));
        }
    }

    private List<Entry> list() {
        if (zip.size() > limits.entries()) {
            throw new DataException(
                    "%s: the zip has %d entries, more than the limit of %d"
                            .formatted(archive, zip.size(), limits.entries()));
        }
        Set<String> names = new HashSet<>();
        List<Entry> found = new ArrayList<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            if (UNSAFE.matcher(name).matches()) {
                throw new DataException(
                        "%s: the zip has an entry named '%s', which could point outside of it. Do not trust this file; pack the pictures again"
                                .formatted(archive, printable(name)));
            }
            if (!names.add(name)) {
                throw new DataException(
                        "%s: the zip has two entries named '%s'; pack the pictures again"
                                .formatted(archive, printable(name)));
            }
            if (!entry.isDirectory() && !PictureFiles.isHidden(name)) {
                found.add(new Entry(name, entry.getSize()));
            }
        }
        found.sort(Comparator.comparing(Entry::name));
        return List.copyOf(found);
    }

    /** Names from strangers go to terminals: control characters would act there. */
    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public String location() {
        return archive.toString();
    }

    @Override
    public List<Entry> entries() {
        return entries;
    }

    @Override
    public List<Unreadable> unlisted() {
        return List.of();
    }

    @Override
    public byte[] head(Entry entry, int most) throws IOException {
        try (InputStream stream = stream(entry)) {
            return stream.readNBytes(most);
        }
    }

    @Override
    public byte[] read(Entry entry, long most) throws IOException {
        ZipEntry stored = stored(entry);
        boolean isFirstTime = counted.add(entry.name());
        CRC32 sum = new CRC32();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (InputStream stream = stream(entry)) {
            byte[] block = new byte[1 << 14];
            for (int got = stream.read(block); got >= 0; got = stream.read(block)) {
                sum.update(block, 0, got);
                content.write(block, 0, got);
                checkEntry(stored, content.size(), most);
                if (isFirstTime) {
                    checkArchive(unpacked.addAndGet(got));
                }
            }
        }
        boolean sameSize = stored.getSize() == content.size();
        boolean sameSum = stored.getCrc() == sum.getValue();
        if (!sameSize || !sameSum) {
            throw new UnreadablePictureException(
                    "the zip says %d bytes with check sum %08x; %d bytes with %08x came out"
                            .formatted(
                                    stored.getSize(),
                                    stored.getCrc(),
                                    content.size(),
                                    sum.getValue()));
        }
        return content.toByteArray();
    }

    private ZipEntry stored(Entry entry) throws IOException {
        ZipEntry stored = zip.getEntry(entry.name());
        if (stored == null) {
            throw new IOException("the zip has no entry of this name any more");
        }
        return stored;
    }

    private InputStream stream(Entry entry) throws IOException {
        return zip.getInputStream(stored(entry));
    }

    private void checkEntry(ZipEntry stored, long bytes, long most)
            throws UnreadablePictureException {
        if (bytes > most) {
            throw new UnreadablePictureException(
                    "the file is larger than the limit of %d bytes".formatted(most));
        }
        boolean isLarge = bytes > ZipLimits.RATIO_FROM_BYTES;
        if (isLarge && bytes / limits.ratio() > stored.getCompressedSize()) {
            throw new UnreadablePictureException(
                    "it unpacks to more than %d times its packed size of %d bytes, as a zip bomb does"
                            .formatted(limits.ratio(), stored.getCompressedSize()));
        }
    }

    private void checkArchive(long bytes) {
        boolean isLarge = bytes > ZipLimits.RATIO_FROM_BYTES;
        boolean isBomb = isLarge && bytes / limits.ratio() > archiveBytes;
        if (isBomb || bytes > limits.totalBytes()) {
            throw new DataException(
                    String.format(
                            Locale.ROOT,
                            "%s: more came out of the zip (%d bytes) than its limits allow (%d bytes, %d times its %d bytes). Do not trust this file",
                            archive,
                            bytes,
                            limits.totalBytes(),
                            limits.ratio(),
                            archiveBytes));
        }
    }
}
