package dev.cardigan.training;

import dev.cardigan.adversarial.Generative;
import dev.cardigan.adversarial.Scores;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.ShapeException;
import dev.cardigan.metric.Points;
import dev.cardigan.metric.WassersteinDistance;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Watches whether the game has come to rest: the discriminator is right half the time, generated
 * samples lie no farther from real ones than real ones from each other, and nothing moves much.
 * Goodfellow et al. 2014, https://arxiv.org/abs/1406.2661, section 4.
 *
 * <p>Its latents come from a stream of their own and are never trained on, so that looking never
 * shifts training. The accuracy is that of the steps since the log was last drained: run this hook
 * before the one that drains. What it has seen is not part of a checkpoint; a resumed run fills the
 * window anew.
 */
public final class Equilibrium implements Hook, AutoCloseable {

    private static final int SLICES = 64;

    /** Samples generated at once, which bounds the memory of convolutions. */
    private static final int CHUNK = 256;

    private static final String REAL = Scores.ACCURACY_ON_REAL;
    private static final String FAKE = Scores.ACCURACY_ON_FAKE;

    private final EquilibriumRules rules;
    private final Points reference;
    private final Points directions;
    private final double noise;
    private final double spread;
    private final double realDiversity;
    private final Tensor latents;
    private final Tensor classes;
    private final List<EquilibriumRules.Observation> observations = new ArrayList<>();
    private Optional<Points> before = Optional.empty();
    private Map<String, Double> norms = Map.of();
    private EquilibriumRules.Verdict verdict;

    private Equilibrium(
            EquilibriumRules rules,
            Points real,
            Tensor latents,
            Tensor classes,
            Points directions) {
        int half = real.count() / 2;
        Points other = real.slice(0, half);
        this.rules = rules;
        this.verdict = rules.judge(List.of());
        this.reference = real.slice(half, 2 * half);
        this.directions = directions;
        this.noise = WassersteinDistance.sliced(1, other, reference, directions);
        this.spread = WassersteinDistance.sliced(1, reference.middle(), reference, directions);
        this.realDiversity = diversity(reference);
        this.latents = Scope.keep(latents);
        this.classes = Scope.keep(classes);
    }

    /**
     * @param real samples that are not trained on where there are such, [2 * count, ..], in random
     *     order; one half is compared with, the other tells how far apart real samples are
     * @param classes I64 [count], asked of the generator where it has classes
     * @param randomness the latents are those of its stream {@code equilibrium}
     * @throws ShapeException if there are fewer than 4 real samples or not half as many classes
     */
    public static Equilibrium of(
            EquilibriumRules rules,
            Generative gan,
            Tensor real,
            Tensor classes,
            Randomness randomness) {
        long count = real.size(0) / 2;
        if (count < 2 || classes.size(0) != count) {
            throw new ShapeException(
                    "equilibrium: expected at least 4 real samples and a class for every second one, found %d and %d; give it more samples"
                            .formatted(real.size(0), classes.size(0)));
        }
        return Scope.tidy(
                () -> {
                    Points points = Points.of(real);
                    return new Equilibrium(
                            rules,
                            points,
                            gan.latents(randomness.stream("equilibrium"), count)
                                    .to(classes.device()),
                            classes.clone(true),
                            WassersteinDistance.directions(
                                    randomness.stream("equilibrium/directions"),
                                    SLICES,
                                    points.dimensions()));
                });
    }

    @Override
    public void after(Run<?> run) {
        if (run.step() > 0 && run.step() % rules.every() == 0) {
            observe(run);
        }
    }

    private void observe(Run<?> run) {
        // After a return to an earlier state these steps are taken again.
        observations.removeIf(look -> look.step() >= run.step());
        OptionalDouble accuracy = accuracy(run.log().peek());
        if (accuracy.isEmpty()) {
            return;
        }
        Points made = generated(run);
        double apart = WassersteinDistance.sliced(1, made, reference, directions);
        Map<String, Double> now = norms(run);
        observations.add(
                new EquilibriumRules.Observation(
                        run.step(),
                        accuracy.getAsDouble(),
                        Math.max(0, apart - noise) / spread,
                        diversity(made) / realDiversity,
                        before.map(last -> last.meanDistance(made) / spread).orElse(1.0),
                        movement(now)));
        before = Optional.of(made);
        norms = now;
        verdict = rules.judge(observations);
    }

    /** Empty after steps in which the discriminator rested. */
    private OptionalDouble accuracy(Map<String, Double> means) {
        Double real = means.get(REAL);
        Double fake = means.get(FAKE);
        if (real != null && fake != null) {
            return OptionalDouble.of((real + fake) / 2);
        }
        if (!observations.isEmpty()) {
            return OptionalDouble.empty();
        }
        throw new ConfigException(
                "equilibrium: expected a game that logs %s and %s, found %s; run this hook before the one that drains the log, or train without it"
                        .formatted(REAL, FAKE, means.keySet()));
    }

    private Points generated(Run<?> run) {
        if (!(run.gan() instanceof Generative gan)) {
            throw new ConfigException(
                    "equilibrium: expected a GAN that makes samples from latents, found "
                            + run.gan().getClass().getSimpleName());
        }
        List<Points> parts = new ArrayList<>();
        for (long from = 0; from < latents.size(0); from += CHUNK) {
            long start = from;
            long length = Math.min(CHUNK, latents.size(0) - from);
            parts.add(
                    Scope.tidy(
                            () ->
                                    run.sampling(
                                            () ->
                                                    Points.of(
                                                            gan.generate(
                                                                    latents.narrow(
                                                                            0, start, length),
                                                                    classes.narrow(
                                                                            0, start, length))))));
        }
        return Points.joined(parts);
    }

    /** The mean distance of samples half the list apart: 0 where all are alike. */
    private static double diversity(Points points) {
        int half = points.count() / 2;
        return points.slice(0, half).meanDistance(points.slice(half, 2 * half));
    }

    private static Map<String, Double> norms(Run<?> run) {
        Map<String, Double> norms = new LinkedHashMap<>();
        Scope.run(
                () ->
                        run.gan()
                                .weights()
                                .forEach((name, weight) -> norms.put(name, weight.norm().item())));
        return norms;
    }

    private double movement(Map<String, Double> now) {
        double largest = norms.isEmpty() ? 1 : 0;
        for (Map.Entry<String, Double> norm : norms.entrySet()) {
            double change = Math.abs(now.getOrDefault(norm.getKey(), 0.0) - norm.getValue());
            largest = Math.max(largest, change / Math.max(norm.getValue(), 1e-12));
        }
        return largest;
    }

    /** Everything seen so far, oldest first. */
    public List<EquilibriumRules.Observation> observations() {
        return List.copyOf(observations);
    }

    /** What the last observations say. */
    public EquilibriumRules.Verdict verdict() {
        return verdict;
    }

    /** Whether the game is at rest: a stop condition for {@link Trainer}. */
    public boolean reached() {
        return verdict.state() == EquilibriumRules.State.AT_REST;
    }

    @Override
    public void close() {
        Scope.release(List.of(latents, classes));
    }
}
