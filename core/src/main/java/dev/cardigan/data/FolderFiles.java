package dev.cardigan.data;

import dev.cardigan.error.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.StringJoiner;

/** The files of a folder and of the folders in it. Links are followed; loops are reported. */
record FolderFiles(Path folder, List<Entry> entries, List<Unreadable> unlisted)
        implements PictureFiles {

    static FolderFiles of(Path folder) {
        List<Entry> entries = new ArrayList<>();
        List<Unreadable> unlisted = new ArrayList<>();
        try {
            Files.walkFileTree(
                    folder,
                    EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                    Integer.MAX_VALUE,
                    new Collector(folder, entries, unlisted));
        } catch (IOException failure) {
            throw new DataException(
                    "%s: the folder cannot be listed (%s). Check its rights"
                            .formatted(folder, failure),
                    failure);
        }
        entries.sort(Comparator.comparing(Entry::name));
        return new FolderFiles(folder, List.copyOf(entries), List.copyOf(unlisted));
    }

    @Override
    public String location() {
        return folder.toString();
    }

    @Override
    public byte[] head(Entry entry, int most) throws IOException {
        try (InputStream stream = Files.newInputStream(folder.resolve(entry.name()))) {
            return stream.readNBytes(most);
        }
    }

    @Override
    public byte[] read(Entry entry, long most) throws IOException {
        try (InputStream stream = Files.newInputStream(folder.resolve(entry.name()))) {
            byte[] bytes = stream.readNBytes((int) most);
            if (stream.read() >= 0) {
                throw new UnreadablePictureException(
                        "the file is larger than the limit of %d bytes".formatted(most));
            }
            return bytes;
        }
    }

    /** Collects regular files while walking. */
    private static final class Collector extends SimpleFileVisitor<Path> {
        private final Path folder;
        private final List<Entry> entries;
        private final List<Unreadable> unlisted;

        Collector(Path folder, List<Entry> entries, List<Unreadable> unlisted) {
            this.folder = folder;
            this.entries = entries;
            this.unlisted = unlisted;
        }

        private String name(Path path) {
            StringJoiner joined = new StringJoiner("/");
            folder.relativize(path).forEach(part -> joined.add(part.toString()));
            return joined.toString();
        }

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            boolean isRoot = path.equals(folder);
            return !isRoot && PictureFiles.isHidden(name(path))
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            // A pipe or device would block whoever reads it.
            if (attributes.isRegularFile() && !PictureFiles.isHidden(name(path))) {
                entries.add(new Entry(name(path), attributes.size()));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
            if (path.equals(folder)) {
                throw failure;
            }
            // A loop leads to pictures that are listed already.
            boolean isLost =
                    Files.isDirectory(path) && !(failure instanceof FileSystemLoopException);
            unlisted.add(new Unreadable(name(path), "cannot be listed (" + failure + ")", isLost));
            return FileVisitResult.CONTINUE;
        }
    }
}
