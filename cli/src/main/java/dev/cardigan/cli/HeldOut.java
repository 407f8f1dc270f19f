package dev.cardigan.cli;

import dev.cardigan.data.Digits;
import dev.cardigan.data.Sample;
import dev.cardigan.data.SampleShape;
import dev.cardigan.data.Source;
import dev.cardigan.data.Toy2d;
import java.util.List;
import java.util.Optional;

/** Samples of the same law as some data that are not in it: what is drawn can be drawn anew. */
final class HeldOut {

    /** The seeds of the built-in sets are below. */
    private static final long SEED = 9_001;

    private HeldOut() {}

    /** Empty for data that was not drawn here. */
    static Optional<Source<?>> of(Source<?> source, int count) {
        if (source.set() instanceof Toy2d toy) {
            return Optional.of(new Source<>(Toy2d.of(toy.name(), SEED), Sample::of, List.of()));
        }
        if (source.set() instanceof Digits digits) {
            SampleShape shape = digits.shape();
            return Optional.of(
                    new Source<>(Digits.of(shape.height(), count, SEED), Sample::of, List.of()));
        }
        return Optional.empty();
    }
}
