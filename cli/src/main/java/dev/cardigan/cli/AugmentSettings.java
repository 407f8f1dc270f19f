package dev.cardigan.cli;

import dev.cardigan.adversarial.AdaptivelyAugmented;
import dev.cardigan.adversarial.Augmented;
import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.adversarial.View;
import dev.cardigan.augment.AdaptiveProbability;
import dev.cardigan.augment.AdaptiveTransforms;
import dev.cardigan.augment.DifferentiableAugmentation;
import dev.cardigan.augment.Strengths;
import dev.cardigan.augment.Transform;
import dev.cardigan.config.Doc;
import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the pictures that a discriminator sees are changed, so that few of them last. */
public record AugmentSettings(
        @Doc("DiffAugment: some of colour, translation, cutout; none switches it off")
                List<DifferentiableAugmentation.Change> diff,
        @Doc("ADA: changes with a probability that adapts") Adaptive ada) {

    /** ADA's settings. */
    public record Adaptive(
            @Doc(
                            "mean sign of the scores of real pictures to steer to, 0.6 in the paper; without it the probability stays")
                    Optional<Double> target,
            @Doc("of each transform, at the start") double probability,
            @Doc("what the probability never exceeds") double limit,
            @Doc(value = "between adjustments", unit = "batches") int interval,
            @Doc(value = "in which the probability can go from 0 to 1", unit = "real pictures")
                    double speed,
            @Doc("which transforms") List<Transform> transforms) {

        static final Adaptive OFF =
                new Adaptive(Optional.empty(), 0, 1, 4, 500_000, Transform.BLIT_GEOMETRY_COLOUR);

        public Adaptive {
            target.ifPresent(
                    value -> {
                        if (!(value > -1 && value < 1)) {
                            throw new ConfigException(
                                    "target: expected more than -1 and less than 1, found "
                                            + value);
                        }
                    });
            // Its own checks name what does not fit.
            controller(target, interval, speed, limit, probability);
            transforms = List.copyOf(transforms);
        }

        private boolean isOn() {
            return target.isPresent() || probability > 0;
        }

        private View view(Randomness randomness) {
            return new AdaptivelyAugmented(
                    AdaptiveTransforms.of(transforms, Strengths.PAPER),
                    controller(target, interval, speed, limit, probability),
                    randomness.stream("augment/ada"));
        }

        private static AdaptiveProbability controller(
                Optional<Double> target,
                int interval,
                double speed,
                double limit,
                double probability) {
            // At an endless speed the probability rests; the mean sign is watched all the same.
            double pace = target.isPresent() ? speed : Double.POSITIVE_INFINITY;
            return AdaptiveProbability.of(target.orElse(0.0), interval, pace, limit, probability);
        }
    }

    static final AugmentSettings OFF = new AugmentSettings(List.of(), Adaptive.OFF);

    public AugmentSettings {
        diff = List.copyOf(diff);
    }

    private boolean isOn() {
        return !diff.isEmpty() || ada.isOn();
    }

    /**
     * The GAN with a discriminator that sees changed pictures.
     *
     * @throws ConfigException for a GAN or samples that these changes are not for
     */
    <B> Gan<B> around(Gan<B> gan, Model<?, B> model) {
        if (!isOn()) {
            return gan;
        }
        if (!model.shape().isPicture()) {
            throw new ConfigException(
                    "augment: expected pictures, found samples of %s; leave augment out for points"
                            .formatted(model.shape()));
        }
        if (!(gan instanceof TwoPlayer<?> players)) {
            throw new ConfigException(
                    "augment: expected a paper with one generator against one discriminator, found %s; leave augment out"
                            .formatted(model.recipe().name()));
        }
        @SuppressWarnings("unchecked") // the same GAN on the same batches, seen otherwise
        Gan<B> seen = (Gan<B>) seen(players, new Randomness(model.settings().seed()));
        return seen;
    }

    private TwoPlayer<?> seen(TwoPlayer<?> players, Randomness randomness) {
        TwoPlayer<?> seen = players;
        for (View view : views(randomness)) {
            seen = seen.seenThrough(view);
        }
        return seen;
    }

    private List<View> views(Randomness randomness) {
        List<View> views = new ArrayList<>();
        if (!diff.isEmpty()) {
            views.add(
                    new Augmented(
                            new DifferentiableAugmentation(diff), randomness.stream("augment")));
        }
        if (ada.isOn()) {
            views.add(ada.view(randomness));
        }
        return views;
    }
}
