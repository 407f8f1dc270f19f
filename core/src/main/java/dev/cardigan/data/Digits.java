package dev.cardigan.data;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code builtin:digits}: handwritten digits, white on black, drawn by our own strokes, so that a
 * first training needs no download. Picture i shows the digit i mod 10 and depends on (seed, side,
 * i) alone; the bytes are the same on every machine. All pictures are drawn when the data set is
 * made and kept in memory.
 */
public final class Digits implements Dataset<RawPictures> {

    /** The name under which the command line knows it. */
    public static final String NAME = "builtin:digits";

    private static final int CLASSES = 10;
    private static final int SMALLEST_SIDE = 16;
    private static final int LARGEST_SIDE = 64;
    private static final int DEFAULT_SIDE = 32;
    private static final int DEFAULT_COUNT = 12_000;

    private final byte[] pixels; // [count, 1, side, side]
    private final int count;
    private final SampleShape shape;
    private final String fingerprint;

    private Digits(byte[] pixels, int count, int side) {
        this.pixels = pixels;
        this.count = count;
        shape = new SampleShape(1, side, side);
        fingerprint = Hashes.sha256("digits " + count + " x " + side + "\n", pixels);
    }

    /** 12,000 pictures of 32 x 32 pixels. */
    public static Digits of() {
        return of(DEFAULT_SIDE);
    }

    /**
     * 12,000 square pictures.
     *
     * @param side pixels, 16 to 64
     * @throws ConfigException where the side lies outside
     */
    public static Digits of(int side) {
        return of(side, DEFAULT_COUNT, 0);
    }

    /**
     * As many square pictures as asked for.
     *
     * @param side pixels, 16 to 64
     * @param count pictures; the ten classes are equally frequent where it is a multiple of 10
     * @param seed another seed gives other pictures of the same kind
     * @throws ConfigException where the side lies outside, the count is below 1 or the pictures do
     *     not fit into one Java array (2 GiB)
     */
    public static Digits of(int side, int count, long seed) {
        if (side < SMALLEST_SIDE || side > LARGEST_SIDE) {
            throw new ConfigException(
                    "%s cannot be drawn with a side of %d pixels: expected %d to %d."
                            .formatted(NAME, side, SMALLEST_SIDE, LARGEST_SIDE));
        }
        int most = Integer.MAX_VALUE / (side * side);
        if (count < 1 || count > most) {
            throw new ConfigException(
                    "%s cannot hold %d pictures: expected 1 to %d at a side of %d pixels."
                            .formatted(NAME, count, most, side));
        }
        byte[] pixels = new byte[count * side * side];
        IntStream.range(0, count).parallel().forEach(index -> draw(seed, index, side, pixels));
        return new Digits(pixels, count, side);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public SampleShape shape() {
        return shape;
    }

    @Override
    public List<String> classes() {
        return List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    /** SHA-256 of the pixels, so that it changes whenever the drawing does. */
    @Override
    public String fingerprint() {
        return fingerprint;
    }

    /**
     * Copies pictures [n, 1, side, side] and their digits [n].
     *
     * @throws DataException where an index lies outside 0 .. size - 1
     */
    @Override
    public RawPictures load(int[] indices) {
        int area = shape.height() * shape.width();
        byte[] chosen = new byte[indices.length * area];
        int[] labels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            int index = Samples.checked(indices[i], count, NAME);
            System.arraycopy(pixels, index * area, chosen, i * area, area);
            labels[i] = index % CLASSES;
        }
        return new RawPictures(chosen, labels, indices.length, shape);
    }

    private static void draw(long seed, int index, int side, byte[] pixels) {
        Draws draws = Draws.of(seed, index);
        List<List<Stroke>> habits = DigitStyles.of(index % CLASSES);
        List<Stroke> habit = habits.get(draws.below(habits.size()));
        Canvas canvas = new Canvas(side);
        Hand.from(draws).write(habit, canvas);
        canvas.copyTo(pixels, index * side * side);
    }
}
