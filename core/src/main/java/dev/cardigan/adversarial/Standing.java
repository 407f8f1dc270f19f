package dev.cardigan.adversarial;

import dev.cardigan.nn.Network;
import java.util.Optional;

/** What tactics remember from step to step; saved with the weights. */
record Standing(
        Optional<Referee> referee,
        Optional<WeightHistory> ofGenerator,
        Optional<WeightHistory> ofDiscriminator) {

    /** The term of historical averaging. */
    static final String HISTORY = "history";

    static Standing of(Tactics tactics, Network generator, Network discriminator) {
        return new Standing(
                tactics.balance().map(Referee::of),
                tactics.historicalAveraging().map(due -> due.from(generator.parameters())),
                tactics.historicalAveraging().map(due -> due.from(discriminator.parameters())));
    }

    void follow(Network generator, Network discriminator, long step) {
        ofGenerator.ifPresent(past -> past.follow(generator.parameters(), step));
        ofDiscriminator.ifPresent(past -> past.follow(discriminator.parameters(), step));
    }

    /** Updates the discriminator takes now instead of {@code usual}. */
    int updates(int usual) {
        return referee.map(it -> it.updates(usual)).orElse(usual);
    }

    /** The loss of a player, and what it pays for leaving its past. */
    static Loss charged(Loss loss, Optional<WeightHistory> past, Network player) {
        return past.map(it -> loss.plus(HISTORY, it.price(player.parameters()))).orElse(loss);
    }
}
