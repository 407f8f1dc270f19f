package dev.cardigan.golden;

import dev.cardigan.data.Mixture;
import dev.cardigan.metric.Divergence;
import dev.cardigan.metric.ModeCoverage;
import dev.cardigan.metric.Points;
import dev.cardigan.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Modes covered by stored samples. */
final class ModeBlocks {

    private ModeBlocks() {}

    static void mixture(GoldenFile file, Ledger ledger) {
        Points centres = Points.of(file.tensor("input.centres"));
        List<List<Double>> places = new ArrayList<>();
        for (int mode = 0; mode < centres.count(); mode++) {
            places.add(List.of(centres.at(mode, 0), centres.at(mode, 1)));
        }
        Mixture mixture = new Mixture(places, file.config().number("sigma"));
        Points generated = Points.of(file.tensor("input.generated"));
        ModeCoverage found = ModeCoverage.of(mixture, generated);
        ModeCoverage real = ModeCoverage.of(mixture, Points.of(file.tensor("input.real")));
        ledger.check(
                "expected.nearest",
                IntStream.range(0, generated.count())
                        .mapToDouble(i -> mixture.nearest(generated.point(i)))
                        .toArray());
        ledger.check("expected.all_counts", doubles(found.counts()));
        ledger.check("expected.good_counts", doubles(found.goodCounts()));
        ledger.check("expected.real_counts", doubles(real.counts()));
        ledger.check("expected.modes", found.modes());
        ledger.check("expected.high_quality_share", found.highQualityShare());
        ledger.check("expected.reverse_kl", found.reverseKullbackLeibler(real));
        ledger.check("expected.reverse_kl_uniform", found.reverseKullbackLeibler());
        double[] uniform = Divergence.uniform(mixture.modes());
        double[] good = found.goodShares();
        ledger.check("expected.entropy_good", Divergence.entropy(good));
        ledger.check("expected.js_good_uniform", Divergence.jensenShannon(good, uniform));
        ledger.check("expected.reverse_kl_good_uniform", Divergence.kullbackLeibler(good, uniform));
    }

    static void stackedDigits(GoldenFile file, Ledger ledger) {
        ModeCoverage found = ModeCoverage.stackedDigits(labels(file, "input.digits"));
        ModeCoverage real = ModeCoverage.stackedDigits(labels(file, "input.real"));
        ledger.check("expected.counts", doubles(found.counts()));
        ledger.check("expected.modes", found.modes());
        ledger.check("expected.kl", found.reverseKullbackLeibler());
        ledger.check("expected.kl_real", found.reverseKullbackLeibler(real));
        ledger.check(
                "expected.tv",
                Divergence.totalVariation(
                        found.shares(), Divergence.uniform(found.counts().size())));
    }

    private static int[] labels(GoldenFile file, String name) {
        return Arrays.stream(file.tensor(name).to(DType.I64).toLongs())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    private static double[] doubles(List<Long> counts) {
        return counts.stream().mapToDouble(Long::doubleValue).toArray();
    }
}
