package dev.cardigan.data;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Where the bytes of picture files come from. Both kinds can be read from many threads. */
sealed interface PictureFiles permits FolderFiles, ZipFiles, FilesBelow {

    /**
     * One file.
     *
     * @param name path below the folder or zip, with {@code /} between the parts
     * @param bytes size as the folder or zip gives it; not to be trusted for a zip
     */
    record Entry(String name, long bytes) {}

    /** Where the files are, for messages. */
    String location();

    /** All regular files that are not hidden, in the order of their names. */
    List<Entry> entries();

    /** Files that could not even be listed, as {@code name: reason}. */
    List<Unreadable> unlisted();

    /**
     * Up to {@code most} bytes from the start of a file.
     *
     * @throws IOException if it cannot be read
     */
    byte[] head(Entry entry, int most) throws IOException;

    /**
     * The whole file.
     *
     * @throws UnreadablePictureException if it is larger than {@code most} bytes or damaged
     * @throws IOException if it cannot be read
     */
    byte[] read(Entry entry, long most) throws IOException;

    /** Marks of desktop systems that are never data. */
    Set<String> JUNK = Set.of("__macosx", "thumbs.db", "desktop.ini", "$recycle.bin");

    /** Whether a part of the path is hidden or desktop junk. */
    static boolean isHidden(String name) {
        for (String part : name.split("/")) {
            if (part.startsWith(".") || JUNK.contains(part.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }
}
