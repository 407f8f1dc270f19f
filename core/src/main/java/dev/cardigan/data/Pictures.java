package dev.cardigan.data;

import dev.cardigan.error.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

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
        if (!Files.exists(path)) {
            throw new DataException(
                    path + ": not found. Give a folder of pictures, a zip, or an IDX file");
        }
        if (Files.isDirectory(path)) {
            return IdxFiles.isIn(path)
                    ? Idx.open(path, options)
                    : PictureFolder.open(FolderFiles.of(path), options, progress);
        }
        byte[] head = head(path);
        if (head.length >= 2 && head[0] == 'P' && head[1] == 'K') {
            ZipFiles files = ZipFiles.of(path, options.zipLimits());
            return PictureFolder.open(files, options, progress);
        }
        if (IdxFiles.looksLikeIdx(path, head)) {
            return Idx.open(path, options);
        }
        throw new DataException(
                path
                        + ": this is neither a zip nor an IDX file. Give a folder of pictures, a zip, or an IDX file");
    }

    private static byte[] head(Path path) {
        try (InputStream stream = Files.newInputStream(path)) {
            return stream.readNBytes(4);
        } catch (IOException failure) {
            throw new DataException(path + ": cannot be read (" + failure + ")", failure);
        }
    }
}
