package dev.cardigan.adversarial;

import dev.cardigan.error.ConfigException;
import java.util.Optional;

/**
 * Ways of playing against mode collapse and oscillation; none by default.
 *
 * @param packing samples the discriminator judges as one; it must begin with a {@link
 *     dev.cardigan.nn.Pack} of as many
 * @param unrolled the generator looks ahead
 * @param featureMatching the generator matches features
 * @param historicalAveraging both pay for leaving their past
 * @param balance the discriminator rests while it wins
 */
public record Tactics(
        int packing,
        Optional<Unrolling> unrolled,
        Optional<FeatureMatching> featureMatching,
        Optional<HistoricalAveraging> historicalAveraging,
        Optional<Balance> balance) {

    public static final Tactics NONE =
            new Tactics(1, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Tactics {
        if (packing < 1) {
            throw new ConfigException("packing: expected at least 1, found " + packing);
        }
        if (unrolled.isPresent() && featureMatching.isPresent()) {
            throw new ConfigException(
                    "featureMatching: cannot be combined with unrolled, whose generator minimises the discriminator's own loss; choose one");
        }
    }

    public Tactics packing(int samples) {
        return new Tactics(samples, unrolled, featureMatching, historicalAveraging, balance);
    }

    public Tactics unrolling(Unrolling value) {
        return new Tactics(
                packing, Optional.of(value), featureMatching, historicalAveraging, balance);
    }

    public Tactics matching(FeatureMatching value) {
        return new Tactics(packing, unrolled, Optional.of(value), historicalAveraging, balance);
    }

    public Tactics averaging(HistoricalAveraging value) {
        return new Tactics(packing, unrolled, featureMatching, Optional.of(value), balance);
    }

    public Tactics balancing(Balance value) {
        return new Tactics(
                packing, unrolled, featureMatching, historicalAveraging, Optional.of(value));
    }
}
