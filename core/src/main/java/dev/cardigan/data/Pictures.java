package dev.cardigan.data;

import dev.cardigan.error.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens pictures wherever they are. */
public final class Pictures {

    private Pictures() {}

    /**
     * Opens a folder of pictures, a zip of pictures, an IDX file, or a folder with IDX files. What
     * it is, is told from the content.
     *
     * @param progress hears of the first pass over the pictures, on this thread
     * @throws DataException if there is nothing of the kind, or too much of it cannot be read
     */
    public static PictureSet open(Path path, PictureOptions options, Progress progress) {
        return files(path, options)
                .<PictureSet>map(files -> PictureFolder.open(files, options, progress))
                .orElseGet(() -> Idx.open(path, options));
    }

    /**
     * The files of a folder or zip of pictures; none where there is IDX instead.
     *
     * @throws DataException if there is nothing of the kind
     */
    static Optional<PictureFiles> files(Path path, PictureOptions options) {
        if (path.toString().isBlank()) {
            throw new DataException(
                    "expected a folder of pictures, a zip or an IDX file, found an empty name; '.' is the folder you are in");
        }
        if (!Files.exists(path)) {
            throw new DataException(
                    path + ": not found. Give a folder of pictures, a zip, or an IDX file");
        }
        if (Files.isDirectory(path)) {
            return IdxFiles.isIn(path) ? Optional.empty() : Optional.of(FolderFiles.of(path));
        }
        byte[] head = head(path);
        if (isZip(head)) {
            return Optional.of(ZipFiles.of(path, options.zipLimits()));
        }
        if (IdxFiles.looksLikeIdx(path, head)) {
            return Optional.empty();
        }
        throw new DataException(
                path
                        + ": this is neither a zip nor an IDX file. Give a folder of pictures, a zip, or an IDX file");
    }

    /**
     * The pictures at a path, in the order of their names: a single file, or those in a folder or
     * zip, and at the end what cannot be looked at. Nothing is decoded yet.
     *
     * @throws DataException if there is nothing of the kind
     */
    public static List<PictureInput> inputs(Path path) {
        PictureOptions options = PictureOptions.GUESS;
        if (Files.isRegularFile(path) && !isZip(head(path))) {
            String name = String.valueOf(path.getFileName());
            return List.of(new PictureInput(name, () -> Picture.read(path)));
        }
        PictureFiles files =
                files(path, options)
                        .orElseThrow(
                                () ->
                                        new DataException(
                                                path
                                                        + ": IDX files are read by training only. Give pictures, folders or zips"));
        PictureScan scan = new PictureScan(files, options, Progress.SILENT);
        scan.requireAny();
        List<PictureInput> inputs = new ArrayList<>();
        scan.candidates()
                .forEach(
                        entry ->
                                inputs.add(
                                        new PictureInput(entry.name(), () -> read(files, entry))));
        // What could not even be looked at is told like a picture that cannot be decoded.
        scan.unreadable().forEach(bad -> inputs.add(new PictureInput(bad.name(), () -> fail(bad))));
        return List.copyOf(inputs);
    }

    private static Picture fail(Unreadable bad) {
        throw new DataException(bad.toString());
    }

    private static Picture read(PictureFiles files, PictureFiles.Entry entry) {
        PictureLimits limits = PictureLimits.DEFAULT;
        try {
            return PictureDecoder.decode(
                    entry.name(), files.read(entry, limits.fileBytes()), limits);
        } catch (UnreadablePictureException unreadable) {
            throw new DataException(entry.name() + ": " + unreadable.getMessage(), unreadable);
        } catch (IOException failure) {
            throw new DataException(entry.name() + ": cannot be read (" + failure + ")", failure);
        }
    }

    private static boolean isZip(byte[] head) {
        return head.length >= 2 && head[0] == 'P' && head[1] == 'K';
    }

    private static byte[] head(Path path) {
        try (InputStream stream = Files.newInputStream(path)) {
            return stream.readNBytes(4);
        } catch (IOException failure) {
            throw new DataException(path + ": cannot be read (" + failure + ")", failure);
        }
    }
}
