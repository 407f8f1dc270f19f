package dev.cardigan.data;

import dev.cardigan.error.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two kinds of pictures as a user names them: {@code FIRST,SECOND}, or one folder or zip with two
 * folders in it, the first by name being A; {@code swapped:} before it exchanges the two.
 */
record TwoKinds(PictureFiles first, PictureFiles second) {

    /** How published sets name what is for training; the rest is for testing. */
    private static final List<String> TRAINING = List.of("trainA", "trainB");

    /**
     * @throws DataException if there are not two kinds
     */
    static TwoKinds open(String text, PictureOptions options) {
        return find(text, options)
                .orElseThrow(
                        () ->
                                new DataException(
                                        text
                                                + ": expected two kinds of pictures, found none or another number of folders. Give FIRST,SECOND (two folders or zips), or one folder or zip with two folders in it, such as A and B"));
    }

    /** Whether the two are to be exchanged. */
    static boolean isSwapped(String text) {
        return text.startsWith(Source.SWAPPED);
    }

    /** The text without the wish to exchange. */
    static String plain(String text) {
        return isSwapped(text) ? text.substring(Source.SWAPPED.length()) : text;
    }

    /** The two kinds; none where a single folder or zip does not hold two folders. */
    static Optional<TwoKinds> find(String text, PictureOptions options) {
        String named = plain(text);
        Optional<TwoKinds> found =
                Files.exists(Path.of(named))
                        ? inside(files(Path.of(named), options))
                        : Optional.of(apart(named, options));
        return isSwapped(text) ? found.map(TwoKinds::swapped) : found;
    }

    private TwoKinds swapped() {
        return new TwoKinds(second, first);
    }

    private static TwoKinds apart(String text, PictureOptions options) {
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', comma + 1)) {
            Path first = Path.of(text.substring(0, comma).strip());
            Path second = Path.of(text.substring(comma + 1).strip());
            if (Files.exists(first) && Files.exists(second)) {
                return new TwoKinds(files(first, options), files(second, options));
            }
        }
        throw new DataException(
                text
                        + ": not found. Give FIRST,SECOND (two folders or zips that exist), or one folder or zip with two folders in it");
    }

    private static PictureFiles files(Path path, PictureOptions options) {
        return Pictures.files(path, options)
                .orElseThrow(
                        () ->
                                new DataException(
                                        path
                                                + ": IDX files hold one kind of pictures. Give folders or zips"));
    }

    /** The two folders, looked for through single folders around everything, as zips have them. */
    private static Optional<TwoKinds> inside(PictureFiles files) {
        String around = "";
        while (true) {
            Set<String> folders = foldersIn(files, around);
            if (folders.containsAll(TRAINING)) {
                return Optional.of(in(files, around, TRAINING));
            }
            if (folders.size() == 2) {
                return Optional.of(in(files, around, folders.stream().toList()));
            }
            if (folders.size() != 1) {
                return Optional.empty();
            }
            around = around + folders.iterator().next() + "/";
        }
    }

    private static TwoKinds in(PictureFiles files, String around, List<String> names) {
        return new TwoKinds(
                new FilesBelow(files, around + names.get(0) + "/"),
                new FilesBelow(files, around + names.get(1) + "/"));
    }

    private static Set<String> foldersIn(PictureFiles files, String around) {
        Set<String> folders = new TreeSet<>();
        for (PictureFiles.Entry entry : files.entries()) {
            int slash = entry.name().indexOf('/', around.length());
            if (entry.name().startsWith(around) && slash >= 0) {
                folders.add(entry.name().substring(around.length(), slash));
            }
        }
        return folders;
    }
}
