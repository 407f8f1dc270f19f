package dev.cardigan.evaluation;

import dev.cardigan.data.Dataset;
import dev.cardigan.data.RawPictures;
import dev.cardigan.data.Subset;
import dev.cardigan.error.DataException;
import dev.cardigan.metric.Extractor;
import dev.cardigan.metric.Interval;
import dev.cardigan.metric.Manifolds;
import dev.cardigan.metric.PathLength;
import dev.cardigan.metric.PictureSimilarity;
import dev.cardigan.metric.PyramidDistance;
import dev.cardigan.metric.Score;
import dev.cardigan.metric.Spread;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/** Scores of pictures themselves: variety, texture, copies, smoothness of the latent space. */
final class PictureMeasures {

    private static final int PAIRS = 500;
    private static final int PYRAMIDS = 1024;
    private static final int STEPS = 1024;
    private static final int BATCH = 64;
    private static final int SCALES = 5;
    private static final double COPY_QUANTILE = 0.01;

    /** Real pictures whose nearest other one tells how near is usual. */
    private static final int USUAL = 10_000;

    private PictureMeasures() {}

    /** How alike random pairs of pictures are. Odena et al. 2017, arXiv:1610.09585. */
    static List<Score> diversity(Evidence evidence) {
        Spread generated = alike(evidence, true);
        Spread real = alike(evidence, false);
        return List.of(
                Score.of(
                                "ms-ssim",
                                generated.mean(),
                                "how alike two random generated pictures are; real ones: %.3f; clearly above means collapse"
                                        .formatted(real.mean()))
                        .within(Interval.around(generated.mean(), generated.standardError())));
    }

    private static Spread alike(Evidence evidence, boolean generated) {
        Dataset<RawPictures> pictures =
                generated ? evidence.generatedPictures() : evidence.realPictures();
        int count = Math.min(PAIRS, pictures.size() / 2);
        if (count < 2) {
            throw new DataException(
                    "ms-ssim: expected at least 4 pictures on both sides, found "
                            + pictures.size());
        }
        Tensor order =
                evidence.random("ms-ssim").permutation(pictures.size()).narrow(0, 0, 2L * count);
        int[] chosen = Arrays.stream(order.toLongs()).mapToInt(i -> (int) i).toArray();
        Tensor values = PictureData.values(new Subset<>(pictures, "pairs", chosen), 2 * count);
        List<Double> all = new ArrayList<>();
        for (int from = 0; from < count; from += BATCH) {
            int size = Math.min(BATCH, count - from);
            double[] part =
                    PictureSimilarity.multiScale(
                            values.narrow(0, from, size),
                            values.narrow(0, count + (long) from, size),
                            SCALES,
                            PictureSimilarity.Means.PER_PICTURE);
            Arrays.stream(part).forEach(all::add);
        }
        return Spread.of(all.stream().mapToDouble(v -> v).toArray());
    }

    static List<Score> pyramids(Evidence evidence) {
        int count =
                Math.min(
                        PYRAMIDS,
                        Math.min(
                                evidence.realPictures().size(),
                                evidence.generatedPictures().size()));
        Tensor generated = PictureData.values(evidence.generatedPictures(), count);
        Tensor real = PictureData.values(evidence.realPictures(), count);
        PyramidDistance found = PyramidDistance.between(generated, real, evidence.random("swd"));
        return List.of(
                Score.of(
                        "swd",
                        found.value(),
                        "distance of small patches at %s px, times 1000: do textures look real? lower is better; values are %s"
                                .formatted(
                                        found.levels(),
                                        found.distances().stream()
                                                .map("%.1f"::formatted)
                                                .toList())));
    }

    /**
     * Near copies: generated pictures nearer to a real one than all but 1 % of real pictures are to
     * each other.
     */
    static List<Score> copies(Evidence evidence) {
        Tensor real = evidence.real().features();
        double[] usual = Manifolds.radii(evidence.realAtMost(USUAL), real, 1).toDoubles();
        double[] found = Manifolds.nearest(evidence.generated().features(), real).toDoubles();
        Arrays.sort(usual);
        double limit = usual[(int) (COPY_QUANTILE * (usual.length - 1))];
        double share = Arrays.stream(found).filter(d -> d < limit).count() / (double) found.length;
        Arrays.sort(found);
        double typical = usual[usual.length / 2];
        return List.of(
                Score.ofShare(
                        "copies",
                        share,
                        found.length,
                        "share of generated pictures nearer to a real one than 99 % of real pictures are to each other; about 0.01 or less without memorisation"),
                Score.of(
                        "nearest",
                        found[found.length / 2] / Math.max(typical, Double.MIN_NORMAL),
                        "median distance to the nearest real picture, real pictures among themselves being 1; far below 1 is copying, far above is unlike"));
    }

    static List<Score> pathLength(Evidence evidence) {
        RandomStream random = evidence.random("ppl");
        Extractor extractor = evidence.extractor();
        List<Double> distances = new ArrayList<>();
        for (int from = 0; from < STEPS; from += BATCH) {
            Scope.run(
                    () -> {
                        Walk.Steps steps =
                                evidence.walk()
                                        .orElseThrow()
                                        .steps(BATCH, PathLength.EPSILON, random);
                        double[] part =
                                PathLength.distances(
                                                extractor.of(steps.start()).features(),
                                                extractor.of(steps.end()).features(),
                                                PathLength.EPSILON)
                                        .toDoubles();
                        Arrays.stream(part).forEach(distances::add);
                    });
        }
        double[] all = distances.stream().mapToDouble(d -> d).toArray();
        PathLength found = PathLength.of(Tensor.of(all, all.length));
        return List.of(
                Score.of(
                                "ppl",
                                found.value(),
                                "how far pictures jump in features for a small step in latents; lower is smoother")
                        .within(Interval.around(found.value(), Spread.of(all).standardError())));
    }

    /** Picture i of one side against picture i of the other. */
    static List<Score> paired(
            Evidence evidence,
            String name,
            String meaning,
            BiFunction<Tensor, Tensor, double[]> similarity) {
        int count = evidence.generatedPictures().size();
        List<Double> values = new ArrayList<>();
        for (int from = 0; from < count; from += BATCH) {
            int start = from;
            int end = Math.min(count, from + BATCH);
            double[] part =
                    Scope.tidy(
                                    () ->
                                            new Part(
                                                    similarity.apply(
                                                            values(
                                                                    evidence.generatedPictures(),
                                                                    start,
                                                                    end),
                                                            values(
                                                                    evidence.realPictures(),
                                                                    start,
                                                                    end))))
                            .values();
            Arrays.stream(part).forEach(values::add);
        }
        double[] finite = values.stream().mapToDouble(v -> v).filter(Double::isFinite).toArray();
        if (finite.length == 0) {
            return List.of(Score.of(name, Double.POSITIVE_INFINITY, meaning));
        }
        Spread spread = Spread.of(finite);
        Score score = Score.of(name, spread.mean(), meaning);
        if (spread.count() > 1) {
            score = score.within(Interval.around(spread.mean(), spread.standardError()));
        }
        int equal = values.size() - finite.length;
        return List.of(
                equal == 0
                        ? score
                        : score.warning(equal + " pairs are equal and left out of the mean"));
    }

    @SuppressWarnings("ArrayRecordComponent") // carries numbers out of a scope, never compared
    private record Part(double[] values) {}

    private static Tensor values(Dataset<RawPictures> set, int from, int to) {
        return PictureData.sample(set, from, to).real().add(1).mul(127.5);
    }
}
