package dev.cardigan.lab;

import dev.cardigan.data.Mixture;
import dev.cardigan.metric.Density;
import dev.cardigan.metric.Divergence;
import dev.cardigan.metric.Gaussian;
import dev.cardigan.metric.GaussianMixture;
import dev.cardigan.metric.Grid;
import dev.cardigan.metric.Histogram;
import dev.cardigan.metric.Points;
import dev.cardigan.metric.WassersteinDistance;
import dev.cardigan.report.LineChart;
import dev.cardigan.report.Point;
import dev.cardigan.report.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The GAN beside the fit it competes with: a mixture of Gaussians of greatest likelihood, on a line
 * where the data density is known. And the reason why that fit is a divergence too: over any family
 * of models the likeliest one is the one of least KL(data || model).
 */
public final class Likelihood {

    private static final Grid LINE = Grid.of(1, -6, 6, 300);
    private static final int EM_STEPS = 200;

    private final Mixture law;
    private final Notebook notebook;

    /**
     * @param law the density of the data, on a line
     */
    public Likelihood(Mixture law, Notebook notebook) {
        this.law = law;
        this.notebook = notebook;
    }

    /**
     * How a model does.
     *
     * @param logLikelihood mean log density of held-out points, in nats; minus infinity where a
     *     point falls where the model has none
     */
    public record Score(
            double kullbackLeibler,
            double jensenShannon,
            double wasserstein,
            double logLikelihood) {}

    /** Fits the mixture to points, as the GAN was trained on them. */
    public GaussianMixture fit(Points training) {
        return GaussianMixture.fit(training, law.modes(), EM_STEPS, 1e-6);
    }

    /** A model of known density. */
    public Score score(Density model, Points heldOut) {
        double total = 0;
        for (int i = 0; i < heldOut.count(); i++) {
            total += model.logDensity(heldOut.point(i));
        }
        double[] p = shares(law::logDensity);
        double[] q = shares(model);
        return new Score(
                Divergence.kullbackLeibler(p, q),
                Divergence.jensenShannon(p, q),
                WassersteinDistance.ofHistograms(1, LINE.centres().axis(0), p, q),
                total / heldOut.count());
    }

    /** A model that only makes samples: its density is counted. */
    public Score scoreSamples(Points made, Points heldOut) {
        return score(Histogram.of(LINE, made), heldOut);
    }

    private static double[] shares(Density density) {
        double[] shares = LINE.densities(density);
        double sum = 0;
        for (double share : shares) {
            sum += share;
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    /** Writes the scores down and draws all three densities. */
    public void compare(
            long step, Score gan, Score mixture, GaussianMixture fitted, Points generated) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        write("gan", gan, numbers);
        write("mixture", mixture, numbers);
        notebook.measure(step, numbers);
        notebook.chart(
                LineChart.of(
                                "Densities",
                                List.of(
                                        new Series(
                                                "data",
                                                Curves.over(LINE, LINE.densities(law::logDensity))),
                                        new Series(
                                                "GAN, counted",
                                                Curves.over(
                                                        LINE,
                                                        Histogram.of(LINE, generated).densities())),
                                        new Series(
                                                "mixture of greatest likelihood",
                                                Curves.over(LINE, LINE.densities(fitted)))))
                        .over("x")
                        .svg());
    }

    private static void write(String who, Score score, Map<String, Double> numbers) {
        numbers.put("kullbackLeibler/" + who, score.kullbackLeibler());
        numbers.put("jensenShannon/" + who, score.jensenShannon());
        numbers.put("wasserstein1/" + who, score.wasserstein());
        numbers.put("logLikelihood/" + who, score.logLikelihood());
    }

    /**
     * The likeliest and the nearest of a family of models.
     *
     * @param likeliest stretch of greatest mean log likelihood
     * @param nearest stretch of least KL(data || model)
     * @param largestRest how far KL + log likelihood + entropy of the data lies from 0 at worst
     */
    public record Identity(double likeliest, double nearest, double largestRest) {}

    /** Sweeps the width of the data's own modes: both curves have their best at the same place. */
    public Identity identity() {
        double[] p = shares(law::logDensity);
        double entropy = Divergence.entropy(p);
        List<Point> likelihoods = new ArrayList<>();
        List<Point> divergences = new ArrayList<>();
        double largestRest = 0;
        for (int i = 0; i <= 60; i++) {
            double stretch = 0.5 + i / 40.0;
            double[] q = shares(stretched(stretch));
            double likelihood = -Divergence.crossEntropy(p, q);
            double divergence = Divergence.kullbackLeibler(p, q);
            likelihoods.add(new Point(stretch, likelihood));
            divergences.add(new Point(stretch, divergence));
            largestRest = Math.max(largestRest, Math.abs(divergence + likelihood + entropy));
        }
        notebook.chart(
                LineChart.of(
                                "Expected log likelihood and KL(data || model) over the width of the model",
                                List.of(
                                        new Series("log likelihood", likelihoods),
                                        new Series("KL", divergences)))
                        .over("width of the modes / true width")
                        .svg());
        return new Identity(best(likelihoods, 1), best(divergences, -1), largestRest);
    }

    private Density stretched(double stretch) {
        List<Double> weights = new ArrayList<>();
        List<Gaussian> components = new ArrayList<>();
        for (List<Double> centre : law.centres()) {
            weights.add(1.0 / law.modes());
            components.add(Gaussian.of(centre.get(0), law.sigma() * stretch));
        }
        return new GaussianMixture(weights, components);
    }

    private static double best(List<Point> curve, int sign) {
        Point best = curve.get(0);
        for (Point point : curve) {
            best = sign * point.y() > sign * best.y() ? point : best;
        }
        return best.x();
    }
}
