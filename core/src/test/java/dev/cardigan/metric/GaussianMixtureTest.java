package dev.cardigan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.data.Mixture;
import dev.cardigan.data.Toy2d;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GaussianMixtureTest {

    private static Points points(Toy2d set, int count) {
        int dimensions = set.shape().elements();
        return Points.of(set.load(IntStream.range(0, count).toArray()).values(), dimensions);
    }

    @Test
    void fitsTheTwoGaussiansItCameFrom() {
        GaussianMixture fitted =
                GaussianMixture.fit(points(Toy2d.twoGaussians(1), 4000), 2, 100, 0);
        List<Gaussian> sorted =
                fitted.components().stream()
                        .sorted(Comparator.comparingDouble(one -> one.mean()[0]))
                        .toList();
        assertThat(sorted.get(0).mean()[0]).isCloseTo(-2, within(0.05));
        assertThat(sorted.get(1).mean()[0]).isCloseTo(2, within(0.05));
        assertThat(Math.sqrt(sorted.get(0).covariance(0, 0))).isCloseTo(0.5, within(0.03));
        assertThat(fitted.weights().get(0)).isCloseTo(0.5, within(0.03));
    }

    @Test
    void findsEveryModeOfTheRing() {
        Toy2d ring = Toy2d.ring8(2);
        GaussianMixture fitted = GaussianMixture.fit(points(ring, 800), 8, 50, 1e-6);
        Mixture law = ring.mixture().orElseThrow();
        assertThat(fitted.components())
                .allSatisfy(
                        one ->
                                assertThat(law.distance(law.nearest(one.mean()), one.mean()))
                                        .isLessThan(0.02));
        assertThat(fitted.components().stream().map(one -> law.nearest(one.mean())))
                .doesNotHaveDuplicates();
    }

    @Test
    void greatestLikelihoodIsLeastDivergenceFromTheData() {
        // KL(data || model) = -entropy(data) - mean log likelihood, so both have the same best one.
        double[] data = {0.1, 0.4, 0.3, 0.2};
        double[] places = {-1.5, -0.5, 0.5, 1.5};
        double bestLikelihood = Double.NEGATIVE_INFINITY;
        double leastDivergence = Double.POSITIVE_INFINITY;
        int likeliest = -1;
        int nearest = -2;
        for (int i = 0; i <= 100; i++) {
            Gaussian model = Gaussian.of(-1 + 0.02 * i, 1);
            double[] shares = new double[places.length];
            double all = 0;
            for (int k = 0; k < places.length; k++) {
                shares[k] = model.density(places[k]);
                all += shares[k];
            }
            double likelihood = 0;
            for (int k = 0; k < places.length; k++) {
                shares[k] /= all;
                likelihood += data[k] * Math.log(shares[k]);
            }
            double divergence = Divergence.kullbackLeibler(data, shares);
            assertThat(divergence).isCloseTo(-Divergence.entropy(data) - likelihood, within(1e-12));
            likeliest = likelihood > bestLikelihood ? i : likeliest;
            nearest = divergence < leastDivergence ? i : nearest;
            bestLikelihood = Math.max(bestLikelihood, likelihood);
            leastDivergence = Math.min(leastDivergence, divergence);
        }
        assertThat(likeliest).isEqualTo(nearest);
    }

    @Test
    void noStepLowersTheLikelihood() {
        Points points = points(Toy2d.twoGaussians(5), 300);
        GaussianMixture mixture = GaussianMixture.spread(points, 3);
        double before = mixture.logLikelihood(points);
        for (int step = 0; step < 20; step++) {
            mixture = mixture.step(points, 0);
            double now = mixture.logLikelihood(points);
            assertThat(now).isGreaterThanOrEqualTo(before - 1e-9);
            before = now;
        }
    }

    @Test
    void aComponentThatShrinksToAPointIsSaid() {
        Points same = Points.onLine(1, 1, 1, 1);
        assertThatThrownBy(() -> GaussianMixture.fit(same, 2, 5, 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("positive definite");
        assertThatThrownBy(() -> new GaussianMixture(List.of(0.5), List.of(Gaussian.standard(1))))
                .isInstanceOf(ConfigException.class);
    }
}
