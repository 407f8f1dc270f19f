package dev.cardigan.golden;

import dev.cardigan.metric.FrechetDistance;
import dev.cardigan.metric.FrechetDistance.Moments;
import dev.cardigan.metric.InceptionScore;
import dev.cardigan.metric.KernelDistance;
import dev.cardigan.metric.Manifolds;
import dev.cardigan.metric.PathLength;
import dev.cardigan.metric.PictureSimilarity;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The stored cases of measures, one method for each. */
final class MeasureBlocks {

    private static final double RIDGE = 1e-6;

    private MeasureBlocks() {}

    static void frechet(GoldenFile file, Ledger ledger) {
        for (String name : file.config().child("cases").keys()) {
            String expected = "expected." + name + ".";
            Moments x = Moments.of(file.tensor("input." + name + ".x"));
            Moments y = Moments.of(file.tensor("input." + name + ".y"));
            FrechetDistance plain = FrechetDistance.between(x, y);
            FrechetDistance ridged =
                    FrechetDistance.between(x.withRidge(RIDGE), y.withRidge(RIDGE));
            ledger.check(expected + "fid", plain.value());
            ledger.check(expected + "mean_term", plain.meanTerm());
            ledger.check(expected + "trace_sqrt", plain.traceRoot());
            ledger.check(expected + "fid_eps1e-6", ridged.value());
        }
    }

    static void extrapolation(GoldenFile file, Ledger ledger) {
        List<Long> sizes = Arrays.stream(file.tensor("input.sizes").toLongs()).boxed().toList();
        Tensor generated = file.tensor("input.generated");
        Tensor order = file.tensor("input.order");
        FrechetDistance.Extrapolation found =
                FrechetDistance.extrapolated(
                        sizes,
                        i ->
                                generated.indexSelect(
                                        0, order.select(0, i).narrow(0, 0, sizes.get((int) i))),
                        Moments.of(file.tensor("input.real")));
        ledger.check("expected.fid", numbers(found.distances()));
        ledger.check("expected.fid_infinity", found.value());
        ledger.check("expected.slope", found.slope());
    }

    static void kernel(GoldenFile file, Ledger ledger) {
        Tensor x = file.tensor("input.x");
        Tensor y = file.tensor("input.y");
        Tensor rows = file.tensor("input.index_x");
        KernelDistance found = KernelDistance.between(x, y, rows, file.tensor("input.index_y"));
        ledger.check("expected.kid", found.value());
        ledger.check("expected.kid_std", found.deviation());
        ledger.check("expected.subset_mmd2", numbers(found.subsets()));
        ledger.check("expected.full_unbiased", KernelDistance.unbiased(x, y));
        ledger.check("expected.full_biased", KernelDistance.biased(x, y));
        ledger.check(
                "expected.x_subset0_against_x_subset1",
                KernelDistance.unbiased(
                        x.indexSelect(0, rows.select(0, 0)), x.indexSelect(0, rows.select(0, 1))));
    }

    static void inceptionScore(GoldenFile file, Ledger ledger) {
        Tensor logits = file.tensor("input.logits");
        InceptionScore found = InceptionScore.of(logits, file.config().whole("splits"));
        ledger.check("expected.score", found.value());
        ledger.check("expected.score_std", found.deviation());
        ledger.check("expected.split_scores", numbers(found.splits()));
        ledger.check("expected.one_split", InceptionScore.of(logits));
    }

    static void manifolds(GoldenFile file, Ledger ledger) {
        Tensor real = file.tensor("input.real");
        Tensor generated = file.tensor("input.generated");
        for (int k : new int[] {3, 5}) {
            String expected = "expected.k" + k + ".";
            Manifolds found = Manifolds.between(real, generated, k);
            ledger.check(expected + "precision", found.precision());
            ledger.check(expected + "recall", found.recall());
            ledger.check(expected + "density", found.density());
            ledger.check(expected + "coverage", found.coverage());
            ledger.check(expected + "f_score", found.fScore());
            ledger.check(expected + "radius_real", Manifolds.radii(real, k));
            ledger.check(expected + "radius_generated", Manifolds.radii(generated, k));
        }
    }

    static void pathLength(GoldenFile file, Ledger ledger) {
        double epsilon = file.config().number("epsilon");
        Tensor a = file.tensor("input.z0");
        Tensor b = file.tensor("input.z1");
        Tensor t = file.tensor("input.t");
        ledger.check("expected.lerp", PathLength.straight(a, b, t));
        ledger.check("expected.slerp", PathLength.spherical(a, b, t));
        ledger.check("expected.slerp_eps", PathLength.spherical(a, b, t.add(epsilon)));
        Tensor distances =
                PathLength.distances(file.tensor("input.f0"), file.tensor("input.f1"), epsilon);
        PathLength found = PathLength.of(distances);
        ledger.check("expected.distance", distances);
        ledger.check("expected.lo", found.low());
        ledger.check("expected.hi", found.high());
        ledger.check("expected.kept", found.kept());
        ledger.check("expected.ppl", found.value());
        ledger.check("expected.ppl_untrimmed", distances.mean().item());
    }

    static void similarity(GoldenFile file, Ledger ledger) {
        for (String size : new String[] {"small", "large"}) {
            Tensor x = file.tensor("input." + size + ".x");
            Tensor y = file.tensor("input." + size + ".y");
            String expected = "expected." + size + ".";
            ledger.check(expected + "psnr", PictureSimilarity.psnr(x, y));
            ledger.check(expected + "ssim", PictureSimilarity.ssim(x, y));
            ledger.check(
                    expected + "ms_ssim_per_image",
                    PictureSimilarity.multiScale(x, y, 5, PictureSimilarity.Means.PER_PICTURE));
        }
        Tensor x = file.tensor("input.small.x");
        Tensor y = file.tensor("input.small.y");
        ledger.check("expected.small.psnr_y_shave4", PictureSimilarity.psnrOfLuma(x, y, 4));
        ledger.check(
                "expected.small.ms_ssim_3_levels",
                PictureSimilarity.multiScale(x, y, 3, PictureSimilarity.Means.PER_CHANNEL));
        ledger.check(
                "expected.large.ms_ssim_per_channel",
                PictureSimilarity.multiScale(
                        file.tensor("input.large.x"),
                        file.tensor("input.large.y"),
                        5,
                        PictureSimilarity.Means.PER_CHANNEL));
    }

    private static double[] numbers(List<Double> values) {
        return IntStream.range(0, values.size()).mapToDouble(values::get).toArray();
    }
}
