package dev.cardigan.data;

import java.util.List;

/**
 * {@code builtin:digits} for those that need two kinds of pictures: white on black and black on
 * white (unpaired), or lines and the digit they belong to (paired).
 */
final class DigitPairs implements Dataset<RawPairs> {

    private final Digits digits;
    private final boolean paired;

    private DigitPairs(Digits digits, boolean paired) {
        this.digits = digits;
        this.paired = paired;
    }

    static DigitPairs unpaired(int side) {
        return new DigitPairs(Digits.of(side), false);
    }

    static DigitPairs paired(int side) {
        return new DigitPairs(Digits.of(side), true);
    }

    @Override
    public String name() {
        return digits.name();
    }

    @Override
    public int size() {
        return digits.size();
    }

    @Override
    public SampleShape shape() {
        return digits.shape();
    }

    @Override
    public List<String> classes() {
        return List.of();
    }

    @Override
    public String fingerprint() {
        return Hashes.sha256((paired ? "lines\n" : "inverted\n") + digits.fingerprint());
    }

    @Override
    public RawPairs load(int[] indices) {
        RawPictures drawn = digits.load(indices);
        if (paired) {
            return new RawPairs(lines(drawn), drawn);
        }
        int[] others = new int[indices.length];
        for (int i = 0; i < others.length; i++) {
            // Far away in the set: another digit than the one in A.
            others[i] = (indices[i] + size() / 2 + 1) % size();
        }
        return new RawPairs(drawn, inverted(digits.load(others)));
    }

    private static RawPictures inverted(RawPictures drawn) {
        byte[] pixels = new byte[drawn.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (255 - (drawn.pixels()[i] & 0xff));
        }
        return new RawPictures(pixels, drawn.labels(), drawn.count(), drawn.shape());
    }

    private static RawPictures lines(RawPictures drawn) {
        SampleShape shape = drawn.shape();
        byte[] pixels = new byte[drawn.pixels().length];
        for (int i = 0; i < drawn.count(); i++) {
            byte[] one = new byte[shape.elements()];
            System.arraycopy(drawn.pixels(), i * one.length, one, 0, one.length);
            Pixels digit = new Pixels(shape.width(), shape.height(), 1, one);
            Pixels given = PairKind.EDGES.of(digit, 1, 0, i);
            System.arraycopy(given.values(), 0, pixels, i * one.length, one.length);
        }
        return new RawPictures(pixels, drawn.labels(), drawn.count(), shape);
    }
}
