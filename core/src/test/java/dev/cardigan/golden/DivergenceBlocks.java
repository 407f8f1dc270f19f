package dev.cardigan.golden;

import dev.cardigan.metric.Divergence;
import dev.cardigan.metric.Points;
import dev.cardigan.metric.WassersteinDistance;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/** Divergences and distances of stored distributions and samples. */
final class DivergenceBlocks {

    private DivergenceBlocks() {}

    static void histograms(GoldenFile file, Ledger ledger) {
        double[] support = file.tensor("input.x").toDoubles();
        Pairs pairs =
                new Pairs(
                        ledger,
                        Points.of(file.tensor("input.p")),
                        Points.of(file.tensor("input.q")));
        pairs.check("entropy_p", (p, q) -> Divergence.entropy(p));
        pairs.check("cross_entropy_pq", Divergence::crossEntropy);
        pairs.check("kl_pq", Divergence::kullbackLeibler);
        pairs.check("kl_qp", (p, q) -> Divergence.kullbackLeibler(q, p));
        pairs.check("js", Divergence::jensenShannon);
        pairs.check("js_distance", (p, q) -> Math.sqrt(Divergence.jensenShannon(p, q)));
        pairs.check("tv", Divergence::totalVariation);
        pairs.check("hellinger", Divergence::hellinger);
        pairs.check("chi2", Divergence::chiSquared);
        pairs.check("w1", (p, q) -> WassersteinDistance.ofHistograms(1, support, p, q));
    }

    private record Pairs(Ledger ledger, Points p, Points q) {

        void check(String name, ToDoubleBiFunction<double[], double[]> divergence) {
            ledger.check(
                    "expected." + name,
                    IntStream.range(0, p.count())
                            .mapToDouble(i -> divergence.applyAsDouble(p.point(i), q.point(i)))
                            .toArray());
        }
    }

    static void samplesOnLine(GoldenFile file, Ledger ledger) {
        double[] x = file.tensor("input.x").toDoubles();
        double[] y = file.tensor("input.y").toDoubles();
        double[] z = file.tensor("input.z").toDoubles();
        double[] ties = file.tensor("input.ties").toDoubles();
        ledger.check("expected.w1_xx", WassersteinDistance.onLine(1, x, x));
        ledger.check("expected.w1_xy", WassersteinDistance.onLine(1, x, y));
        ledger.check("expected.w2_xy", WassersteinDistance.onLine(2, x, y));
        ledger.check("expected.w1_xz", WassersteinDistance.onLine(1, x, z));
        ledger.check("expected.w2_xz", WassersteinDistance.onLine(2, x, z));
        ledger.check("expected.w1_x_ties", WassersteinDistance.onLine(1, x, ties));
        ledger.check(
                "expected.w1_xz_weighted",
                WassersteinDistance.onLine(
                        1,
                        x,
                        file.tensor("input.weights_x").toDoubles(),
                        z,
                        file.tensor("input.weights_z").toDoubles()));
    }

    static void sliced(GoldenFile file, Ledger ledger) {
        Points x = Points.of(file.tensor("input.x"));
        Points y = Points.of(file.tensor("input.y"));
        Points directions = Points.of(file.tensor("input.directions"));
        double[] each = WassersteinDistance.perDirection(1, x, y, directions);
        ledger.check("expected.per_direction_w1", each);
        ledger.check("expected.max_sliced_w1", Arrays.stream(each).max().orElseThrow());
        ledger.check("expected.sw1", WassersteinDistance.sliced(1, x, y, directions));
        ledger.check("expected.sw2", WassersteinDistance.sliced(2, x, y, directions));
    }
}
