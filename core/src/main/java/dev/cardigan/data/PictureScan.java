package dev.cardigan.data;

import dev.cardigan.error.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The first pass over the files of a folder or zip: which are pictures, how large, which good. */
final class PictureScan {

    private static final Set<String> ENDINGS =
            Set.of(
                    "png", "apng", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "dib", "webp", "tif",
                    "tiff");

    private final PictureFiles files;
    private final PictureOptions options;
    private final Progress progress;
    private final List<PictureFiles.Entry> candidates = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();

    PictureScan(PictureFiles files, PictureOptions options, Progress progress) {
        this.files = files;
        this.options = options;
        this.progress = progress;
        unreadable.addAll(files.unlisted());
        files.entries().forEach(this::sort);
    }

    /**
     * One good picture after the first pass.
     *
     * @param pixels at the wanted size, in one channel if that is how the file is stored
     * @param isGrey whether it has no colour in content
     */
    record Scanned(PictureFiles.Entry entry, PictureFacts facts, Pixels pixels, boolean isGrey) {}

    /** A good picture or the reason why not. */
    private record Outcome(Optional<Scanned> good, Optional<Unreadable> bad) {}

    /** Files that are no pictures by name or content, such as lists of captions. */
    List<String> others() {
        return others;
    }

    /** Files that are pictures by name or content, good or bad. */
    List<PictureFiles.Entry> candidates() {
        return candidates;
    }

    List<Unreadable> unreadable() {
        return unreadable;
    }

    /** A file that calls itself a picture counts as one, good or bad; others by their content. */
    private void sort(PictureFiles.Entry entry) {
        String name = entry.name();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (ENDINGS.contains(ending)) {
            candidates.add(entry);
            return;
        }
        try {
            byte[] head = files.head(entry, PictureHeader.HEAD_BYTES);
            PictureHeader.of(head);
            candidates.add(entry);
        } catch (UnreadablePictureException noPicture) {
            others.add(name);
        } catch (IOException failure) {
            unreadable.add(new Unreadable(name, reason(failure)));
        }
    }

    /** The median of the shorter sides, from the headers alone; 0 if no header can be read. */
    int medianShorterSide() {
        List<Long> sides = new ArrayList<>();
        OrderedWork.run(
                "reading sizes",
                candidates,
                options.threads(),
                this::shorterSide,
                side -> side.ifPresent(sides::add),
                progress);
        long[] sorted = sides.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0 ? 0 : (int) sorted[(sorted.length - 1) / 2];
    }

    private Optional<Long> shorterSide(PictureFiles.Entry entry) {
        try {
            PictureHeader header = PictureHeader.of(files.head(entry, PictureHeader.HEAD_BYTES));
            options.limits().checkSize(header);
            return Optional.of(Math.min(header.width(), header.height()));
        } catch (IOException bad) {
            // Named with its reason when it is decoded.
            return Optional.empty();
        }
    }

    /** Decodes every picture; the good ones go to {@code sink} in the order of their names. */
    void decode(UnaryOperator<Pixels> fitting, Consumer<Scanned> sink) {
        OrderedWork.run(
                "reading pictures",
                candidates,
                options.threads(),
                entry -> decode(entry, fitting),
                outcome -> {
                    outcome.good().ifPresent(sink);
                    outcome.bad().ifPresent(unreadable::add);
                },
                progress);
    }

    private Outcome decode(PictureFiles.Entry entry, UnaryOperator<Pixels> fitting) {
        try {
            byte[] bytes = files.read(entry, options.limits().fileBytes());
            Picture picture = PictureDecoder.decode(entry.name(), bytes, options.limits());
            Pixels full = picture.pixels();
            Pixels fitted = fitting.apply(full);
            PictureFacts facts =
                    new PictureFacts(
                            entry.name(),
                            full.width(),
                            full.height(),
                            picture.mode(),
                            Hashes.sha256(bytes),
                            Thumbnail.of(fitted));
            Scanned good = new Scanned(entry, facts, fitted, fitted.isGrey());
            return new Outcome(Optional.of(good), Optional.empty());
        } catch (IOException failure) {
            return bad(entry, failure);
        } catch (UncheckedIOException unfit) {
            return bad(entry, Objects.requireNonNull(unfit.getCause()));
        }
    }

    private static Outcome bad(PictureFiles.Entry entry, IOException failure) {
        return new Outcome(
                Optional.empty(), Optional.of(new Unreadable(entry.name(), reason(failure))));
    }

    /**
     * Refuses a set without good pictures, or with more bad ones than the options put up with.
     *
     * @throws DataException with the head of the list
     */
    void checkShare(int good) {
        checkFolders();
        int bad = unreadable.size();
        if (good > 0 && bad <= options.badShare() * (good + bad)) {
            return;
        }
        if (good == 0 && bad == 0) {
            throw none();
        }
        StringBuilder message = new StringBuilder();
        message.append(
                String.format(
                        Locale.ROOT,
                        "%s: %d of %d pictures cannot be read, more than the %.0f %% put up with. Mend or remove them; 'cardigan data inspect' lists all",
                        files.location(),
                        bad,
                        good + bad,
                        options.badShare() * 100));
        unreadable.stream().limit(10).forEach(each -> message.append("\n  ").append(each));
        if (bad > 10) {
            message.append("\n  and %d more".formatted(bad - 10));
        }
        throw new DataException(message.toString());
    }

    /** A folder is more than one bad file: how many pictures it takes away, nobody knows. */
    private void checkFolders() {
        if (options.badShare() >= 1) {
            return;
        }
        unreadable.stream()
                .filter(Unreadable::isFolder)
                .findFirst()
                .ifPresent(
                        folder -> {
                            throw new DataException(
                                    "%s: expected to see all of it, found a folder whose pictures nobody can count: %s. Mend its rights, or move it elsewhere"
                                            .formatted(files.location(), folder));
                        });
    }

    /**
     * @throws DataException if there is nothing that could be a picture
     */
    void requireAny() {
        if (candidates.isEmpty() && unreadable.isEmpty()) {
            throw none();
        }
    }

    private DataException none() {
        return new DataException(
                files.location()
                        + ": no pictures found. Expected PNG, JPEG, GIF, BMP, WebP or TIFF files in it or in its sub-folders"
                        + instead());
    }

    /** What is there when no picture is; an archive among it is most likely what was meant. */
    private String instead() {
        if (others.isEmpty()) {
            return "";
        }
        String found =
                ", found " + String.join(", ", others.subList(0, Math.min(3, others.size())));
        String more = others.size() > 3 ? " and %d more".formatted(others.size() - 3) : "";
        String archive =
                others.stream()
                        .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".zip"))
                        .findFirst()
                        .map(name -> "; for the pictures in " + name + " name that file itself")
                        .orElse("");
        return found + more + archive;
    }

    private static String reason(IOException failure) {
        return failure instanceof UnreadablePictureException
                ? String.valueOf(failure.getMessage())
                : "cannot be read (" + failure + ")";
    }
}
