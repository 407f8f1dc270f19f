package dev.cardigan.data;

import java.io.IOException;
import java.util.List;

/**
 * The files of one folder inside of a folder or zip.
 *
 * @param folder path with a slash at its end
 */
record FilesBelow(PictureFiles all, String folder) implements PictureFiles {

    @Override
    public String location() {
        return all.location() + "/" + folder.substring(0, folder.length() - 1);
    }

    @Override
    public List<Entry> entries() {
        return all.entries().stream().filter(entry -> entry.name().startsWith(folder)).toList();
    }

    @Override
    public List<Unreadable> unlisted() {
        return all.unlisted().stream().filter(bad -> bad.name().startsWith(folder)).toList();
    }

    @Override
    public byte[] head(Entry entry, int most) throws IOException {
        return all.head(entry, most);
    }

    @Override
    public byte[] read(Entry entry, long most) throws IOException {
        return all.read(entry, most);
    }
}
