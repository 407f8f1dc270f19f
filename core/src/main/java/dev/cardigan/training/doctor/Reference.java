package dev.cardigan.training.doctor;

import dev.cardigan.data.Mixture;
import dev.cardigan.data.Sample;
import dev.cardigan.error.DataException;
import dev.cardigan.tensor.Scope;
import java.util.List;
import java.util.Optional;

/**
 * What the doctor compares generated samples with; kept beyond every scope until closed.
 *
 * @param real training samples [count, ..] with their classes, the same at every examination
 * @param heldOut samples of the same law that are never trained on, as many
 * @param law where the exact law is known: toy data
 * @param classes in the data; 0 for none
 */
public record Reference(Sample real, Optional<Sample> heldOut, Optional<Mixture> law, int classes)
        implements AutoCloseable {

    /** Fewer samples have no neighbours to speak of. */
    public static final int LEAST = 16;

    public Reference {
        if (real.real().size(0) < LEAST) {
            throw new DataException(
                    "doctor: expected at least %d samples to compare with, found %d; train with --doctor=off"
                            .formatted(LEAST, real.real().size(0)));
        }
        Scope.keep(List.of(real, heldOut));
    }

    int count() {
        return (int) real.real().size(0);
    }

    @Override
    public void close() {
        Scope.release(List.of(real, heldOut));
    }
}
