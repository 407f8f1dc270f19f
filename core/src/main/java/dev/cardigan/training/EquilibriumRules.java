package dev.cardigan.training;

import dev.cardigan.error.ConfigException;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * When a game counts as being at rest, judged from a window of observations. An even score alone
 * says little: a collapsed generator may fool half the time, and two dead players always tie.
 *
 * @param every steps between observations
 * @param window so many observations in a row decide
 * @param accuracyBand the discriminator's accuracy may lie so far from 1/2, on average
 * @param mostDivergence distance from generated to real samples beyond that between real ones, in
 *     spreads of the data
 * @param leastDiversity distance between generated samples over that between real ones
 * @param mostDrift how far the samples of fixed latents move between observations, in spreads
 */
public record EquilibriumRules(
        long every,
        int window,
        double accuracyBand,
        double mostDivergence,
        double leastDiversity,
        double mostDrift) {

    /** Below this share of the real diversity a game far from the data is a collapsed one. */
    private static final double COLLAPSED_DIVERSITY = 0.5;

    /** Relative change of the weights below which F32 cannot tell them apart. */
    private static final double NO_MOVEMENT = 1e-7;

    public static final EquilibriumRules STANDARD =
            new EquilibriumRules(100, 8, 0.1, 0.06, 0.8, 0.1);

    public EquilibriumRules {
        if (every < 1 || window < 2) {
            throw new ConfigException(
                    "equilibrium: expected every >= 1 and window >= 2, found %d and %d"
                            .formatted(every, window));
        }
    }

    /** What a game looks like. */
    public enum State {
        /** Still under way, or lost by one side. */
        PLAYING,
        /** Even, near to the data, diverse and calm. */
        AT_REST,
        /** The generator makes ever the same, whether the discriminator sees through it or not. */
        COLLAPSED,
        /** Nothing moves any more, and the samples are far from the data. */
        DEAD
    }

    /**
     * One look at a game.
     *
     * @param accuracy how often the discriminator is right, mean of real and generated
     * @param divergence see {@link EquilibriumRules#mostDivergence}
     * @param diversity see {@link EquilibriumRules#leastDiversity}
     * @param drift see {@link EquilibriumRules#mostDrift}
     * @param movement largest relative change of a weight's norm since the look before
     */
    public record Observation(
            long step,
            double accuracy,
            double divergence,
            double diversity,
            double drift,
            double movement) {}

    /**
     * @param reason a sentence with the figures that decided
     */
    public record Verdict(State state, String reason) {}

    /** Judges the last observations, of which the newest is the last. */
    public Verdict judge(List<Observation> observations) {
        if (observations.size() < window) {
            return new Verdict(
                    State.PLAYING,
                    "%d of %d observations were made".formatted(observations.size(), window));
        }
        List<Observation> recent =
                observations.subList(observations.size() - window, observations.size());
        double accuracy = mean(recent, Observation::accuracy);
        double divergence = mean(recent, Observation::divergence);
        double diversity = mean(recent, Observation::diversity);
        double drift = mean(recent, Observation::drift);
        boolean near = divergence <= mostDivergence;
        boolean even = Math.abs(accuracy - 0.5) <= accuracyBand;
        if (!near && recent.stream().allMatch(look -> look.movement() <= NO_MOVEMENT)) {
            return verdict(
                    State.DEAD,
                    "no weight has moved in %d steps, yet generated samples are %.2f spreads from the data",
                    every * (window - 1),
                    divergence);
        }
        if (!near && diversity < COLLAPSED_DIVERSITY) {
            return verdict(
                    State.COLLAPSED,
                    "generated samples have %.0f %% of the data's diversity and are %.2f spreads from it; the discriminator is right %.0f %% of the time",
                    100 * diversity,
                    divergence,
                    100 * accuracy);
        }
        boolean calm = drift <= mostDrift;
        if (even && near && calm && diversity >= leastDiversity) {
            return verdict(
                    State.AT_REST,
                    "over the last %d steps the discriminator was right %.0f %% of the time, generated samples were %.2f spreads from held-out real ones with %.0f %% of their diversity, and moved by %.2f spreads in %d steps",
                    every * (window - 1),
                    100 * accuracy,
                    divergence,
                    100 * diversity,
                    drift,
                    every);
        }
        return verdict(
                State.PLAYING,
                "accuracy %.0f %% (wanted %.0f to %.0f), divergence %.2f (at most %.2f), diversity %.0f %% (at least %.0f), drift %.2f (at most %.2f)",
                100 * accuracy,
                100 * (0.5 - accuracyBand),
                100 * (0.5 + accuracyBand),
                divergence,
                mostDivergence,
                100 * diversity,
                100 * leastDiversity,
                drift,
                mostDrift);
    }

    private static double mean(List<Observation> looks, ToDoubleFunction<Observation> value) {
        return looks.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    private static Verdict verdict(State state, String reason, Object... figures) {
        return new Verdict(state, String.format(Locale.ROOT, reason, figures));
    }
}
