package dev.cardigan.evaluation;

import dev.cardigan.data.Dataset;
import dev.cardigan.data.RawPictures;
import dev.cardigan.error.DataException;
import dev.cardigan.metric.Divergence;
import dev.cardigan.metric.FrechetDistance;
import dev.cardigan.metric.FrechetDistance.Moments;
import dev.cardigan.metric.Score;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Scores that need classes: which come, how often, and whether they are what was asked for. */
final class ClassMeasures {

    private ClassMeasures() {}

    /** How often each class is recognised, generated against real. */
    static List<Score> modes(Evidence evidence) {
        int classes = evidence.extractor().classes();
        double[] generated = shares(evidence.generated().answers().orElseThrow(), classes);
        double[] real = shares(evidence.real().answers().orElseThrow(), classes);
        int missing = 0;
        double rarest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < classes; i++) {
            if (real[i] > 0) {
                missing += generated[i] == 0 ? 1 : 0;
                rarest = Math.min(rarest, generated[i] / real[i]);
            }
        }
        return List.of(
                Score.of(
                        "modes-kl",
                        Divergence.kullbackLeibler(generated, real),
                        "how unlike the shares of the classes are, in nats; 0 is equal"),
                Score.of("modes-missing", missing, "classes that never come; 0 is best"),
                Score.of(
                        "modes-rarest",
                        rarest,
                        "the class that is most neglected, as a share of how often it comes in real data; 1 is best"));
    }

    private static double[] shares(long[] answers, int classes) {
        long[] counts = new long[classes];
        for (long answer : answers) {
            counts[(int) answer]++;
        }
        return Divergence.shares(counts);
    }

    /** Whether a classifier of real pictures finds the class that was asked for. */
    static List<Score> accuracy(Evidence evidence) {
        List<String> classes = evidence.realPictures().classes();
        long[] wanted = evidence.generated().labels().toLongs();
        long[] found = evidence.generated().answers().orElseThrow();
        long[] asked = new long[classes.size()];
        long[] right = new long[classes.size()];
        for (int i = 0; i < wanted.length; i++) {
            asked[(int) wanted[i]]++;
            right[(int) wanted[i]] += found[i] == wanted[i] ? 1 : 0;
        }
        int worst =
                IntStream.range(0, asked.length)
                        .filter(label -> asked[label] > 0)
                        .boxed()
                        .min(Comparator.comparingDouble(label -> share(right, asked, label)))
                        .orElseThrow();
        double all = (double) Arrays.stream(right).sum() / wanted.length;
        return List.of(
                Score.ofShare(
                        "class-accuracy",
                        all,
                        wanted.length,
                        "share of generated pictures that the classifier takes for the class asked for; higher is better"),
                Score.ofShare(
                        "class-accuracy-worst",
                        share(right, asked, worst),
                        asked[worst],
                        "the same of the class that fails most, '%s'"
                                .formatted(classes.get(worst))));
    }

    private static double share(long[] parts, long[] wholes, int label) {
        return (double) parts[label] / wholes[label];
    }

    /** FID within each class, then the mean; Benny et al. 2021, arXiv:2004.12361. */
    static List<Score> classFrechet(Evidence evidence) {
        List<String> classes = evidence.realPictures().classes();
        List<Double> distances = new ArrayList<>();
        long fewest = Long.MAX_VALUE;
        for (int label = 0; label < classes.size(); label++) {
            int wanted = label;
            Tensor real = evidence.real().ofClass(label);
            Tensor generated = evidence.generated().ofClass(label);
            long count = Math.min(real.size(0), generated.size(0));
            if (count < 2) {
                throw new DataException(
                        "class-fid: expected at least 2 pictures of class '%s' on both sides, found %d real and %d generated; raise --samples"
                                .formatted(classes.get(wanted), real.size(0), generated.size(0)));
            }
            fewest = Math.min(fewest, count);
            distances.add(
                    Scope.tidy(
                            () ->
                                    FrechetDistance.between(Moments.of(real), Moments.of(generated))
                                            .value()));
        }
        Score score =
                Score.of(
                        "class-fid",
                        distances.stream().mapToDouble(d -> d).average().orElseThrow(),
                        "mean FID within each class: are the pictures of the class asked for? lower is better");
        int features = evidence.extractor().size();
        return List.of(
                fewest > features
                        ? score
                        : score.warning(
                                "as few as %d pictures of a class for %d features: the value is too high; raise --samples"
                                        .formatted(fewest, features)));
    }

    /**
     * Accuracy on real pictures of a classifier that has only seen generated ones. Ravuri and
     * Vinyals 2019, https://arxiv.org/abs/1905.10887.
     */
    static List<Score> classificationAccuracy(Evidence evidence) {
        Dataset<RawPictures> real = evidence.realPictures();
        ClassifierTraining training =
                ClassifierTraining.of(
                        evidence.generatedPictures(), evidence.randomness().seedOf("cas"));
        double accuracy = training.accuracy(real, evidence.progress());
        return List.of(
                Score.ofShare(
                        "cas",
                        accuracy,
                        real.size(),
                        "share of real pictures that a classifier gets right that was trained on generated ones alone; higher is better"));
    }
}
