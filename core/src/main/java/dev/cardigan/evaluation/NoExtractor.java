package dev.cardigan.evaluation;

import dev.cardigan.metric.Extractor;
import dev.cardigan.metric.Resizer;
import dev.cardigan.tensor.Tensor;
import java.util.List;

/** Stands where an extractor would, for measures that look at pictures themselves. */
final class NoExtractor implements Extractor {

    /** Empty, which a stamp tells as no extractor. */
    @Override
    public String name() {
        return "";
    }

    @Override
    public String hash() {
        return "";
    }

    @Override
    public Resizer resizer() {
        return Resizer.ANTIALIASED;
    }

    @Override
    public int channels() {
        return 0;
    }

    @Override
    public int size() {
        return 0;
    }

    @Override
    public int classes() {
        return 0;
    }

    @Override
    public Features of(Tensor pictures) {
        throw blind();
    }

    @Override
    public List<Tensor> maps(Tensor pictures) {
        throw blind();
    }

    private static IllegalStateException blind() {
        return new IllegalStateException(
                "a measure said to need no extractor asked for what one sees");
    }

    @Override
    public void close() {}
}
