package dev.cardigan.data;

import dev.cardigan.data.DownloadSet.PublishedFile;
import dev.cardigan.error.DataException;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Fetches published data sets into a folder, once. A file gets its name only when it is whole and
 * its check sum is right; an interrupted one goes on where it stopped.
 *
 * @param folder holds one folder for each data set
 */
public record Download(Path folder) {

    /** So long nothing may come before an attempt counts as broken. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    /** Into {@code .cardigan/data} in the home folder. */
    public static Download inHome() {
        return new Download(Path.of(System.getProperty("user.home"), ".cardigan", "data"));
    }

    /** Into {@code folder}. */
    public static Download in(Path folder) {
        return new Download(folder);
    }

    /**
     * Fetches one of {@link DownloadSet#names} unless it is there already.
     *
     * @return the folder with its files, to be opened by {@link Pictures#open}
     * @throws dev.cardigan.error.ConfigException if the name is not known
     * @throws DataException if no mirror gives the files whole
     * @throws StorageException if the folder cannot be written
     */
    public Path fetch(String name, Progress progress) {
        return fetch(name, DownloadSet.named(name), progress);
    }

    /** As {@link #fetch(String, Progress)}, for a set that is described by the caller. */
    public Path fetch(String name, DownloadSet set, Progress progress) {
        Path target = folder.resolve(name);
        createFolder(target);
        for (PublishedFile file : set.files()) {
            Path whole = target.resolve(file.name());
            if (!isSound(whole, file)) {
                fetch(whole, file, set.mirrors(), progress);
            }
        }
        return target;
    }

    private static void createFolder(Path target) {
        try {
            Files.createDirectories(target);
        } catch (IOException failure) {
            throw new StorageException(
                    "%s: the folder for downloads cannot be made (%s). Choose another folder"
                            .formatted(target, failure),
                    failure);
        }
    }

    private static void fetch(
            Path whole, PublishedFile file, List<String> mirrors, Progress progress) {
        List<String> reasons = new ArrayList<>();
        for (String mirror : mirrors) {
            try {
                Path part = whole.resolveSibling(file.name() + ".part");
                new Transfer(mirror + file.name(), part, SILENCE, progress).run();
                takeOver(part, whole, file);
                return;
            } catch (IOException failure) {
                reasons.add(mirror + file.name() + ": " + failure.getMessage());
            }
        }
        throw new DataException(
                "%s could not be downloaded to %s. Check the connection (or the proxy: -Dhttps.proxyHost), or put the file there by hand; a new attempt goes on where this one stopped\n  %s"
                        .formatted(file.name(), whole.getParent(), String.join("\n  ", reasons)));
    }

    private static void takeOver(Path part, Path whole, PublishedFile file) throws IOException {
        String found = md5(part);
        if (!found.equals(file.md5())) {
            Files.delete(part);
            throw new IOException(
                    "its md5 is %s, expected %s; what came was thrown away"
                            .formatted(found, file.md5()));
        }
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Whether the file is there, whole. One that is not is fetched again. */
    private static boolean isSound(Path whole, PublishedFile file) {
        try {
            return Files.isRegularFile(whole) && md5(whole).equals(file.md5());
        } catch (IOException failure) {
            throw new StorageException(
                    "%s: cannot be read (%s). Check its rights".formatted(whole, failure), failure);
        }
    }

    private static String md5(Path path) throws IOException {
        MessageDigest digest = Hashes.digest("MD5");
        try (InputStream stream = Files.newInputStream(path)) {
            byte[] block = new byte[1 << 16];
            for (int got = stream.read(block); got >= 0; got = stream.read(block)) {
                digest.update(block, 0, got);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
