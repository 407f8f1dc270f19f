package dev.cardigan.evaluation;

import dev.cardigan.data.Dataset;
import dev.cardigan.data.RawPictures;
import dev.cardigan.data.SampleShape;
import java.util.List;

/** As many black pictures as will be drawn: what can be measured of them is known before. */
record Blank(int size, SampleShape shape, List<String> classes) implements Dataset<RawPictures> {

    @Override
    public String name() {
        return "blank";
    }

    @Override
    public String fingerprint() {
        return "%d blank pictures of %s in %s".formatted(size, shape, classes);
    }

    @Override
    public RawPictures load(int[] indices) {
        byte[] pixels = new byte[Math.multiplyExact(indices.length, shape.elements())];
        return new RawPictures(pixels, new int[indices.length], indices.length, shape);
    }
}
