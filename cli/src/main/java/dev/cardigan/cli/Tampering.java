package dev.cardigan.cli;

import dev.cardigan.data.Sample;
import dev.cardigan.data.Selection;
import dev.cardigan.data.Source;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** What is done to data on its way to the players, to see whether the doctor notices. */
enum Tampering {
    /** Data as it is. */
    NONE,
    /** Fifty samples are all there is. */
    FIFTY,
    /** The players only ever see samples of the first class and of the middle one. */
    TWO_CLASSES,
    /** The players are told the class after the true one. */
    NEXT_LABEL;

    /** Enough to choose from. */
    private static final int LOOKED_AT = 4_096;

    /** The data that the run is said to have. */
    <R> Source<R> seen(Source<R> source) {
        return this == FIFTY
                ? new Source<>(
                        Selection.spread(source.set(), 50), source.toSample(), source.decisions())
                : source;
    }

    /** The data that the players get. */
    <R> Source<R> fed(Source<R> source) {
        return switch (this) {
            case NONE, FIFTY -> source;
            case TWO_CLASSES -> ofTwoClasses(source);
            case NEXT_LABEL ->
                    new Source<>(
                            source.set(),
                            (raw, device) -> {
                                Sample sample = source.toSample().apply(raw, device);
                                return new Sample(sample.real(), next(sample.classes(), source));
                            },
                            List.of());
        };
    }

    private static Tensor next(Tensor classes, Source<?> source) {
        long[] labels = classes.toLongs();
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (labels[i] + 1) % source.set().classes().size();
        }
        return Tensor.of(labels, labels.length).to(classes.device());
    }

    private static <R> Source<R> ofTwoClasses(Source<R> source) {
        int middle = source.set().classes().size() / 2;
        Selection<R> looked = Selection.spread(source.set(), LOOKED_AT);
        int[] places = new int[looked.size()];
        int count = 0;
        for (int i = 0; i < looked.size(); i++) {
            long label =
                    source.toSample()
                            .apply(looked.load(new int[] {i}), Device.CPU)
                            .classes()
                            .toLongs()[0];
            if (label == 0 || label == middle) {
                places[count++] = looked.indices()[i];
            }
        }
        int[] chosen = Arrays.copyOf(places, count);
        return new Source<>(
                new Selection<>(source.set(), chosen), source.toSample(), source.decisions());
    }
}
