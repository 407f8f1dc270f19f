package dev.cardigan.data;

import dev.cardigan.error.DataException;
import java.util.ArrayList;
import java.util.List;

/**
 * Three grey pictures drawn at random as the colours of one: with ten kinds of digits, a thousand
 * kinds of stacks, a test of how many modes a GAN keeps. Metz et al. 2017,
 * https://arxiv.org/abs/1611.02163, section 3.3.1.
 *
 * <p>128,000 stacks, as many as Srivastava et al. 2017 (VEEGAN) train on; never stored, stack i is
 * the same in every run. The class of a stack is its three classes read as digits of one number.
 *
 * @param single where each colour is drawn from, grey and labelled
 */
public record StackedSet(Dataset<RawPictures> single) implements Dataset<RawPictures> {

    /** What such a set is named by, before the name of the single pictures. */
    public static final String PREFIX = "stacked:";

    /** How many pictures lie on each other. */
    public static final int HEIGHT = 3;

    private static final int SIZE = 128_000;
    private static final long SEED = 0;

    /**
     * @throws DataException if the pictures are not grey or have no classes
     */
    public StackedSet {
        if (!single.shape().isPicture() || single.shape().channels() != 1) {
            throw new DataException(
                    "%s%s: expected grey pictures to lay on each other, found %s; read them with --colours grey"
                            .formatted(PREFIX, single.name(), single.shape()));
        }
        if (single.classes().size() < 2) {
            throw new DataException(
                    "%s%s: expected pictures of at least 2 classes, found %d; put each class in a folder of its own"
                            .formatted(PREFIX, single.name(), single.classes().size()));
        }
    }

    @Override
    public String name() {
        return PREFIX + single.name();
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public SampleShape shape() {
        return new SampleShape(HEIGHT, single.shape().height(), single.shape().width());
    }

    /** One class for every three classes, named by all three: {@code 3-1-4}. */
    @Override
    public List<String> classes() {
        List<String> names = List.of("");
        for (int level = 0; level < HEIGHT; level++) {
            List<String> longer = new ArrayList<>();
            for (String below : names) {
                for (String each : single.classes()) {
                    longer.add(below.isEmpty() ? each : below + "-" + each);
                }
            }
            names = longer;
        }
        return List.copyOf(names);
    }

    @Override
    public String fingerprint() {
        return Hashes.sha256(
                "stacked 1 size %d seed %d of %s".formatted(SIZE, SEED, single.fingerprint()));
    }

    @Override
    public RawPictures load(int[] indices) {
        int[] drawn = new int[indices.length * HEIGHT];
        for (int i = 0; i < indices.length; i++) {
            Draws draws = Draws.of(SEED, Samples.checked(indices[i], SIZE, name()));
            for (int level = 0; level < HEIGHT; level++) {
                drawn[i * HEIGHT + level] = draws.below(single.size());
            }
        }
        // Three grey pictures after each other are one picture of three channels.
        RawPictures parts = single.load(drawn);
        int[] labels = new int[indices.length];
        for (int i = 0; i < drawn.length; i++) {
            labels[i / HEIGHT] = labels[i / HEIGHT] * single.classes().size() + parts.labels()[i];
        }
        return new RawPictures(parts.pixels(), labels, indices.length, shape());
    }

    /** The single pictures that stacks are made of, three for each, from below upwards. */
    public static RawPictures apart(RawPictures stacks) {
        SampleShape one = new SampleShape(1, stacks.shape().height(), stacks.shape().width());
        int count = stacks.count() * HEIGHT;
        return new RawPictures(stacks.pixels(), new int[count], count, one);
    }
}
