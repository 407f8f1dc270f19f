package dev.cardigan.adversarial;

import java.util.Optional;

/**
 * A game of another form than {@link TwoPlayer} that can be played with {@link Safeguards}. The
 * names of its discriminators' phases begin with {@code discriminator}.
 */
public interface Curable<B> extends Gan<B> {

    /** What its discriminators minimise; absent where no other loss can take its place. */
    Optional<AdversarialLoss> loss();

    /** What it is played with. */
    Safeguards safeguards();

    /** The same networks in the same game, with these and no others. */
    Gan<B> with(Safeguards safeguards);

    @Override
    default void at(long step) {
        safeguards().at(step, this::phases);
    }
}
