package dev.cardigan.evaluation;

import dev.cardigan.data.Dataset;
import dev.cardigan.data.RawPictures;
import dev.cardigan.data.Sample;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.DataException;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Tensor;
import java.util.List;

/**
 * A data set of which it is known that it holds pictures.
 *
 * @param set what it really is
 */
public record PictureData(Dataset<?> set) implements Dataset<RawPictures> {

    /**
     * @throws DataException if it holds points, or nothing
     */
    public PictureData {
        if (!set.shape().isPicture()) {
            throw new DataException(
                    "%s: expected pictures to measure, found points; 'cardigan lab' measures points"
                            .formatted(set.name()));
        }
        if (set.size() == 0) {
            throw new DataException(
                    "%s: expected pictures to measure, found none".formatted(set.name()));
        }
    }

    @Override
    public String name() {
        return set.name();
    }

    @Override
    public int size() {
        return set.size();
    }

    @Override
    public SampleShape shape() {
        return set.shape();
    }

    @Override
    public List<String> classes() {
        return set.classes();
    }

    @Override
    public String fingerprint() {
        return set.fingerprint();
    }

    @Override
    public RawPictures load(int[] indices) {
        if (set.load(indices) instanceof RawPictures pictures) {
            return pictures;
        }
        throw new DataException(set.name() + ": expected pictures to measure, found other samples");
    }

    /** Pictures {@code from} to {@code to - 1} of a set as a tensor in [-1, 1], and labels. */
    static Sample sample(Dataset<RawPictures> set, int from, int to) {
        int[] indices = new int[to - from];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = from + i;
        }
        return Sample.of(set.load(indices), Device.CPU);
    }

    /** The first pictures of a set as values 0 to 255, [count, channels, height, width]. */
    static Tensor values(Dataset<RawPictures> set, int count) {
        return sample(set, 0, Math.min(count, set.size())).real().add(1).mul(127.5);
    }
}
