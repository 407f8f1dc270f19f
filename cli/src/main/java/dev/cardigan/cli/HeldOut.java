package dev.cardigan.cli;

import dev.cardigan.data.Dataset;
import dev.cardigan.data.Digits;
import dev.cardigan.data.RawPictures;
import dev.cardigan.data.RawPoints;
import dev.cardigan.data.Sample;
import dev.cardigan.data.Selection;
import dev.cardigan.data.Source;
import dev.cardigan.data.Toy2d;
import java.util.List;
import java.util.Optional;

/** Samples of the same law as some data that are not in it: what is drawn can be drawn anew. */
final class HeldOut {

    /** The seeds of the built-in sets are below. */
    private static final long SEED = 9_001;

    private HeldOut() {}

    /** Empty where the data is all there is. */
    static <R> Optional<Source<?>> of(Source<R> source, int count) {
        Dataset<R> set = source.set();
        if (set instanceof Selection<R> some) {
            Selection<R> others = some.others();
            return others.size() < count
                    ? Optional.empty()
                    : Optional.of(new Source<>(others, source.toSample(), List.of()));
        }
        if (set instanceof Toy2d toy) {
            Dataset<RawPoints> fresh = Toy2d.of(toy.name(), SEED);
            return Optional.of(new Source<>(fresh, Sample::of, List.of()));
        }
        if (set instanceof Digits digits) {
            Dataset<RawPictures> fresh = Digits.of(digits.shape().height(), count, SEED);
            return Optional.of(new Source<>(fresh, Sample::of, List.of()));
        }
        return Optional.empty();
    }
}
