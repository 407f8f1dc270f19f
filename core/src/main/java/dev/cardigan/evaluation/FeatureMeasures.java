package dev.cardigan.evaluation;

import dev.cardigan.error.DataException;
import dev.cardigan.metric.FrechetDistance;
import dev.cardigan.metric.FrechetDistance.Moments;
import dev.cardigan.metric.InceptionScore;
import dev.cardigan.metric.Interval;
import dev.cardigan.metric.KernelDistance;
import dev.cardigan.metric.Manifolds;
import dev.cardigan.metric.Score;
import dev.cardigan.metric.Spread;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Scores of features: how far, how good, how varied. */
final class FeatureMeasures {

    /** Below this a covariance says nothing at all. */
    private static final long FEWEST = 10;

    private static final int POINTS = 10;
    private static final int SUBSETS = 50;
    private static final long SUBSET_SIZE = 1000;
    private static final long FEWEST_IN_SUBSETS = 4;
    private static final int NEIGHBOURS = 5;
    private static final int SPLITS = 10;

    private FeatureMeasures() {}

    static List<Score> frechet(Evidence evidence) {
        requireEnough(evidence);
        Moments real = evidence.real().moments();
        double value = FrechetDistance.between(real, evidence.generated().moments()).value();
        Score score =
                Score.of(
                        "fid",
                        value,
                        "distance of the two clouds of features taken as Gaussians; 0 is equal, lower is better");
        Tensor features = evidence.generated().features();
        int resamples = evidence.affordableResamples();
        if (resamples > 1) {
            score =
                    score.within(
                            Interval.bootstrap(
                                    value,
                                    features.size(0),
                                    resamples,
                                    evidence.random("fid"),
                                    rows -> redrawn(features, rows, real)));
        }
        return List.of(warned(score, evidence));
    }

    private static double redrawn(Tensor features, Tensor rows, Moments real) {
        return FrechetDistance.between(Moments.of(features.indexSelect(0, rows)), real).value();
    }

    private static void requireEnough(Evidence evidence) {
        requireEnough("FID", FEWEST, evidence.generated().count(), evidence.real().count());
    }

    private static void requireEnough(String measure, long fewest, long generated, long real) {
        if (Math.min(generated, real) < fewest) {
            throw new DataException(
                    "%s: expected at least %d pictures on both sides, found %d generated and %d real; raise --samples or give more pictures"
                            .formatted(measure, fewest, generated, real));
        }
    }

    private static Score warned(Score score, Evidence evidence) {
        long fewest = Math.min(evidence.real().count(), evidence.generated().count());
        int features = evidence.extractor().size();
        if (fewest > features) {
            return score;
        }
        return score.warning(
                "only %d pictures for %d features: the covariance is singular and the value far too high; take more than %d, better ten times as many, or look at kid"
                        .formatted(fewest, features, features));
    }

    static List<Score> extrapolated(Evidence evidence) {
        requireEnough(evidence);
        Tensor features = evidence.generated().features();
        long count = features.size(0);
        RandomStream random = evidence.random("fid-infinity");
        List<Long> sizes =
                IntStream.range(0, POINTS)
                        .mapToObj(i -> count / 2 + count / 2 * i / (POINTS - 1))
                        .toList();
        FrechetDistance.Extrapolation line =
                FrechetDistance.extrapolated(
                        sizes,
                        i ->
                                features.indexSelect(
                                        0,
                                        random.permutation(count).narrow(0, 0, sizes.get((int) i))),
                        evidence.real().moments());
        Score score =
                Score.of(
                                "fid-infinity",
                                line.value(),
                                "FID with endlessly many samples, by a straight line over 1/N; compares runs measured with different counts; the interval is of the line alone")
                        .within(Interval.around(line.value(), line.standardError()));
        return List.of(warned(score, evidence));
    }

    static List<Score> kernel(Evidence evidence) {
        Tensor real = evidence.real().features();
        Tensor generated = evidence.generated().features();
        long count = Math.min(real.size(0), generated.size(0));
        requireEnough("KID", FEWEST_IN_SUBSETS, generated.size(0), real.size(0));
        long size = Math.min(SUBSET_SIZE, count / 2);
        RandomStream random = evidence.random("kid");
        KernelDistance found =
                KernelDistance.between(
                        generated,
                        real,
                        subsets(random, generated.size(0), size),
                        subsets(random, real.size(0), size));
        Spread spread = Spread.of(found.subsets().stream().mapToDouble(v -> v).toArray());
        return List.of(
                Score.of(
                                "kid",
                                found.value(),
                                "squared distance under a cubic kernel, unbiased at any count; about 0 is equal, lower is better")
                        .within(
                                Interval.around(
                                        found.value(),
                                        leavingOut(count, size) * spread.deviation())));
    }

    /**
     * From the spread over subsets to the standard error of the whole. Subsets share samples, so
     * their mean is no mean of independent numbers: the jackknife that leaves out count - size
     * samples. Shao and Wu 1989, https://doi.org/10.1214/aos/1176347263.
     */
    private static double leavingOut(long count, long size) {
        return Math.sqrt((double) size / (count - size));
    }

    /** Each without repetition, I64 [SUBSETS, size]. */
    private static Tensor subsets(RandomStream random, long count, long size) {
        List<Tensor> rows = new ArrayList<>();
        for (int i = 0; i < SUBSETS; i++) {
            rows.add(random.permutation(count).narrow(0, 0, size).unsqueeze(0));
        }
        return rows.get(0).cat(0, rows.subList(1, SUBSETS).toArray(Tensor[]::new));
    }

    static List<Score> inceptionScore(Evidence evidence) {
        Tensor logits = evidence.generated().logits().orElseThrow();
        int splits = (int) Math.min(SPLITS, logits.size(0));
        InceptionScore found = InceptionScore.of(shuffled(logits, evidence.random("is")), splits);
        Spread spread = Spread.of(found.splits().stream().mapToDouble(v -> v).toArray());
        Tensor seen = evidence.real().logits().orElseThrow();
        double real = InceptionScore.of(shuffled(seen, evidence.random("is/real")), splits).value();
        return List.of(
                Score.of(
                                "is",
                                found.value(),
                                "clear classes and all of them; the real pictures have %.2f, higher is better up to there"
                                        .formatted(real))
                        .within(Interval.around(found.value(), spread.standardError())));
    }

    /** Folders come class after class, and a part of one class has the lowest score there is. */
    private static Tensor shuffled(Tensor logits, RandomStream random) {
        return logits.indexSelect(0, random.permutation(logits.size(0)));
    }

    static List<Score> manifolds(Evidence evidence) {
        Tensor generated = evidence.generated().features();
        // As many of either: the numbers depend on both counts.
        Tensor real = evidence.realAtMost(generated.size(0));
        requireEnough("prdc", NEIGHBOURS + 1, generated.size(0), real.size(0));
        Manifolds found = Manifolds.between(real, generated, NEIGHBOURS);
        long n = real.size(0);
        long m = generated.size(0);
        List<Score> scores =
                List.of(
                        Score.ofShare(
                                "precision",
                                found.precision(),
                                m,
                                "share of generated pictures that look real: quality"),
                        Score.ofShare(
                                "recall",
                                found.recall(),
                                n,
                                "share of real pictures the generator could make: variety"),
                        Score.of(
                                "density",
                                found.density(),
                                "how crowded with real pictures the places of generated ones are; 1 is as real"),
                        Score.ofShare(
                                "coverage",
                                found.coverage(),
                                n,
                                "share of real pictures with a generated one beside it"));
        if (Math.abs(n - m) * 2 <= Math.max(n, m)) {
            return scores;
        }
        String reason =
                "%d real against %d generated pictures: compare such numbers only at equal counts"
                        .formatted(n, m);
        return scores.stream().map(score -> score.warning(reason)).toList();
    }
}
