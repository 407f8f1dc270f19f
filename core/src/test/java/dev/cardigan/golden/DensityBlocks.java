package dev.cardigan.golden;

import dev.cardigan.metric.Gaussian;
import dev.cardigan.metric.GaussianMixture;
import dev.cardigan.metric.OptimalDiscriminator;
import dev.cardigan.metric.Points;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Known densities: Gaussians, their mixtures, and the best discriminator between them. */
final class DensityBlocks {

    /** Beyond so many deviations a Gaussian adds less than 1e-30. */
    private static final double TAIL = 12;

    private DensityBlocks() {}

    static void closedForms(GoldenFile file, Ledger ledger) {
        Gaussian[] first = onLine(file, "input.m1", "input.s1");
        Gaussian[] second = onLine(file, "input.m2", "input.s2");
        ledger.check("expected.kl", each(first.length, i -> first[i].kullbackLeibler(second[i])));
        ledger.check(
                "expected.w2_squared",
                each(first.length, i -> first[i].wassersteinSquared(second[i])));
        Points mean = Points.of(file.tensor("input.mu"));
        Points logVariance = Points.of(file.tensor("input.logvar"));
        Gaussian standard = Gaussian.standard(mean.dimensions());
        double[] encoder =
                each(
                        mean.count(),
                        i ->
                                Gaussian.ofLogVariances(mean.point(i), logVariance.point(i))
                                        .kullbackLeibler(standard));
        ledger.check("expected.encoder_kl", encoder);
        ledger.check("expected.encoder_kl_mean", Arrays.stream(encoder).average().orElseThrow());
        Gaussian one = full(file, "1");
        Gaussian two = full(file, "2");
        ledger.check("expected.full.kl_12", one.kullbackLeibler(two));
        ledger.check("expected.full.kl_21", two.kullbackLeibler(one));
        ledger.check("expected.full.w2_squared", one.wassersteinSquared(two));
        ledger.check("expected.full.entropy_1", one.entropy());
        ledger.check("expected.full.bhattacharyya", one.bhattacharyya(two));
    }

    private static double[] each(int count, IntToDoubleFunction value) {
        return IntStream.range(0, count).mapToDouble(value).toArray();
    }

    private static Gaussian[] onLine(GoldenFile file, String means, String deviations) {
        double[] mean = file.tensor(means).toDoubles();
        double[] deviation = file.tensor(deviations).toDoubles();
        return IntStream.range(0, mean.length)
                .mapToObj(i -> Gaussian.of(mean[i], deviation[i]))
                .toArray(Gaussian[]::new);
    }

    private static Gaussian full(GoldenFile file, String number) {
        Points rows = Points.of(file.tensor("input.full.C" + number));
        double[][] covariance =
                IntStream.range(0, rows.count()).mapToObj(rows::point).toArray(double[][]::new);
        return Gaussian.full(file.tensor("input.full.m" + number).toDoubles(), covariance);
    }

    static void mixture(GoldenFile file, Ledger ledger) {
        Points x = Points.onLine(file.tensor("input.x").toDoubles());
        GaussianMixture mixture =
                new GaussianMixture(
                        DoubleStream.of(file.tensor("input.weights").toDoubles()).boxed().toList(),
                        List.of(onLine(file, "input.means", "input.stds")));
        ledger.check("expected.log_density", each(x.count(), i -> mixture.logDensity(x.at(i, 0))));
        ledger.check(
                "expected.responsibilities",
                IntStream.range(0, x.count())
                        .mapToObj(i -> mixture.responsibilities(x.at(i, 0)))
                        .flatMapToDouble(Arrays::stream)
                        .toArray());
        ledger.check("expected.log_likelihood", mixture.logLikelihood(x));
        ledger.check("expected.mean", mixture.logLikelihood(x) / x.count());
        ledger.check("expected.aic", mixture.akaike(x));
        ledger.check("expected.bic", mixture.bayes(x));
        List<Double> path = new ArrayList<>();
        GaussianMixture fitted = mixture;
        path.add(fitted.logLikelihood(x));
        for (int step = 0; step < file.config().whole("em_steps"); step++) {
            fitted = fitted.step(x, 0);
            path.add(fitted.logLikelihood(x));
        }
        ledger.check("expected.em.log_likelihood", doubles(path, value -> value));
        ledger.check("expected.em.weights", doubles(fitted.weights(), weight -> weight));
        ledger.check("expected.em.means", doubles(fitted.components(), one -> one.mean()[0]));
        ledger.check(
                "expected.em.stds",
                doubles(fitted.components(), one -> Math.sqrt(one.covariance(0, 0))));
    }

    private static <T> double[] doubles(List<T> values, ToDoubleFunction<T> number) {
        return values.stream().mapToDouble(number).toArray();
    }

    static void optimalDiscriminator(GoldenFile file, Ledger ledger) {
        double[] x = file.tensor("input.x").toDoubles();
        Config cases = file.config().child("gaussians (mean, standard deviation)");
        for (String name : cases.keys()) {
            double[] p = cases.child(name).numbers("p");
            double[] q = cases.child(name).numbers("q");
            Gaussian real = Gaussian.of(p[0], p[1]);
            Gaussian fake = Gaussian.of(q[0], q[1]);
            OptimalDiscriminator best = new OptimalDiscriminator(real, fake);
            String expected = "expected." + name + ".";
            ledger.check(expected + "p", each(x.length, i -> real.density(x[i])));
            ledger.check(expected + "q", each(x.length, i -> fake.density(x[i])));
            ledger.check(expected + "d_star", each(x.length, i -> best.probability(x[i])));
            ledger.check(expected + "logit", each(x.length, i -> best.logit(x[i])));
            double onGrid = best.valueOn(x);
            ledger.check(expected + "value_grid", onGrid);
            ledger.check(expected + "js_grid", OptimalDiscriminator.jensenShannonOf(onGrid));
            double low = Math.min(p[0] - TAIL * p[1], q[0] - TAIL * q[1]);
            double high = Math.max(p[0] + TAIL * p[1], q[0] + TAIL * q[1]);
            ledger.check(expected + "value", best.value(low, high));
            ledger.check(expected + "js", best.jensenShannon(low, high));
        }
    }
}
