package dev.cardigan.adversarial;

import dev.cardigan.error.ConfigException;
import java.util.Optional;

/**
 * Ways of playing against mode collapse and oscillation; none by default.
 *
 * @param unrolled the generator looks ahead
 * @param featureMatching the generator matches features
 * @param historicalAveraging both pay for leaving their past
 * @param balance the discriminator rests while it wins
 */
public record Tactics(
        Optional<Unrolling> unrolled,
        Optional<FeatureMatching> featureMatching,
        Optional<HistoricalAveraging> historicalAveraging,
        Optional<Balance> balance) {

    public static final Tactics NONE =
            new Tactics(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Tactics {
        if (unrolled.isPresent() && featureMatching.isPresent()) {
            throw new ConfigException(
                    "featureMatching: cannot be combined with unrolled, whose generator minimises the discriminator's own loss; choose one");
        }
    }

    public Tactics unrolling(Unrolling value) {
        return new Tactics(Optional.of(value), featureMatching, historicalAveraging, balance);
    }

    public Tactics matching(FeatureMatching value) {
        return new Tactics(unrolled, Optional.of(value), historicalAveraging, balance);
    }

    public Tactics averaging(HistoricalAveraging value) {
        return new Tactics(unrolled, featureMatching, Optional.of(value), balance);
    }

    public Tactics balancing(Balance value) {
        return new Tactics(unrolled, featureMatching, historicalAveraging, Optional.of(value));
    }
}
