package dev.cardigan.data;

import dev.cardigan.error.DataException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Grey pictures from a file in the IDX format of the MNIST family, with the labels beside it. All
 * pixels stay in memory, at the size they have in the file; another size is made when a batch is
 * loaded.
 */
public final class Idx implements PictureSet {

    /** MNIST is 28x28; the field feeds it to 32x32 networks with a border of background. */
    private static final int PADDED_FROM = 28;

    private static final int PADDED_TO = 32;

    private final Path file;
    private final IdxFiles.Content content;
    private final IdxLabels labels;
    private final SampleShape shape;
    private final Fit fit;
    private final List<String> decisions;
    private final String fingerprint;

    private Idx(Path file, IdxFiles.Content content, IdxLabels labels, PictureOptions options) {
        this.file = file;
        this.content = content;
        this.labels = labels;
        this.fit = options.fit();
        int channels = options.colours() == Colours.RGB ? 3 : 1;
        int rows = options.size().orElse(usual(content.dimensions()[1]));
        int columns = options.size().orElse(usual(content.dimensions()[2]));
        this.shape = new SampleShape(channels, rows, columns);
        this.decisions = decide(options);
        this.fingerprint = computeFingerprint();
    }

    /**
     * Opens a file of pictures, or the training pictures of a folder. Of the options it heeds size,
     * colours and fit; 28x28 pictures are padded with zeros to 32x32 when no other size is asked
     * for, any other size resizes.
     *
     * @throws DataException if the files are damaged or do not belong together
     */
    public static Idx open(Path path, PictureOptions options) {
        Path file = Files.isDirectory(path) ? IdxFiles.choose(path) : path;
        IdxFiles.Content content = IdxFiles.read(file, IdxFiles.PICTURES_MAGIC);
        int count = content.dimensions()[0];
        Optional<Path> beside = IdxFiles.labelsBeside(file);
        IdxLabels labels =
                beside.isPresent() ? IdxLabels.read(beside.get(), count) : IdxLabels.none(count);
        return new Idx(file, content, labels, options);
    }

    /**
     * Without a wish, the 28 of the MNIST family become 32, which every architecture here can make.
     */
    private static int usual(int side) {
        return side == PADDED_FROM ? PADDED_TO : side;
    }

    private List<String> decide(PictureOptions options) {
        int rows = content.dimensions()[1];
        int columns = content.dimensions()[2];
        List<String> sentences = new ArrayList<>();
        sentences.add(
                String.format(
                        Locale.ROOT,
                        "Found %,d grey pictures of %dx%d in %s.",
                        size(),
                        columns,
                        rows,
                        file));
        sentences.add(
                classes().isEmpty()
                        ? "No file of labels lies beside it, so there are no classes."
                        : "The labels beside it give %d classes.".formatted(classes().size()));
        if (isPadded()) {
            sentences.add("Pictures become 32x32 by a border of 2 zeros on every side.");
        } else if (options.size().isPresent()
                && (shape.height() != rows || shape.width() != columns)) {
            sentences.add(
                    "Pictures become %dx%d: %s."
                            .formatted(shape.width(), shape.height(), fit.inWords()));
        }
        if (shape.channels() == 3) {
            sentences.add("The grey channel is repeated to three, as asked.");
        }
        return List.copyOf(sentences);
    }

    private boolean isPadded() {
        return content.dimensions()[1] == PADDED_FROM
                && content.dimensions()[2] == PADDED_FROM
                && shape.height() == PADDED_TO;
    }

    private String computeFingerprint() {
        MessageDigest digest = Hashes.digest("SHA-256");
        ByteBuffer numbers = ByteBuffer.allocate((content.dimensions().length + size()) * 4);
        numbers.asIntBuffer().put(content.dimensions()).put(labels.labels());
        digest.update(numbers);
        digest.update(content.values());
        String settings = "idx 1 " + shape + " " + fit + " " + String.join("\n", classes());
        digest.update(settings.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public String name() {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null || folder.getFileName() == null) {
            return IdxFiles.fileName(file);
        }
        return IdxFiles.fileName(folder);
    }

    @Override
    public int size() {
        return content.dimensions()[0];
    }

    @Override
    public SampleShape shape() {
        return shape;
    }

    @Override
    public List<String> classes() {
        return labels.classes();
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public List<String> decisions() {
        return decisions;
    }

    @Override
    public RawPictures load(int[] indices) {
        PixelCollector batch = PixelCollector.of(shape, indices, size());
        for (int slot = 0; slot < indices.length; slot++) {
            batch.put(slot, fitted(stored(indices[slot])), labels.labels()[indices[slot]]);
        }
        return batch.done();
    }

    /** One picture as the file has it. */
    private Pixels stored(int index) {
        int rows = content.dimensions()[1];
        int columns = content.dimensions()[2];
        int bytes = rows * columns;
        byte[] values = Arrays.copyOfRange(content.values(), index * bytes, (index + 1) * bytes);
        return new Pixels(columns, rows, 1, values);
    }

    private Pixels fitted(Pixels stored) {
        if (!isPadded()) {
            return fit.apply(stored, shape.width(), shape.height());
        }
        int border = (PADDED_TO - PADDED_FROM) / 2;
        Pixels background = new Pixels(PADDED_TO, PADDED_TO, 1, new byte[PADDED_TO * PADDED_TO]);
        return background.with(stored, border, border);
    }

    @Override
    public DataReport report() {
        List<PictureFacts> facts = new ArrayList<>(size());
        for (int index = 0; index < size(); index++) {
            Pixels pixels = stored(index);
            String sha256 = Hashes.sha256(pixels.values());
            facts.add(
                    new PictureFacts(
                            "#" + index,
                            pixels.width(),
                            pixels.height(),
                            "grey",
                            sha256,
                            Thumbnail.of(pixels)));
        }
        return DataReport.of(name(), classes(), labels.labels(), facts, List.of(), decisions);
    }
}
