package dev.cardigan.evaluation;

import dev.cardigan.error.ConfigException;
import dev.cardigan.metric.PictureSimilarity;
import dev.cardigan.metric.Score;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** All measures by name. */
public final class Measures {

    private static final List<Measure> ALL =
            List.of(
                    Measure.of(
                            "fid",
                            "Frechet distance of features (Heusel et al. 2017)",
                            true,
                            FeatureMeasures::frechet),
                    Measure.of(
                            "kid",
                            "kernel distance of features, unbiased (Binkowski et al. 2018)",
                            true,
                            FeatureMeasures::kernel),
                    Measure.of(
                                    "is",
                                    "Inception Score (Salimans et al. 2016)",
                                    false,
                                    FeatureMeasures::inceptionScore)
                            .unless(Measures::noClassifier),
                    Measure.of(
                            "prdc",
                            "precision, recall, density, coverage (Kynkaanniemi et al. 2019, Naeem et al. 2020)",
                            false,
                            FeatureMeasures::manifolds),
                    Measure.of(
                                    "modes",
                                    "how often each class is recognised",
                                    true,
                                    ClassMeasures::modes)
                            .unless(Measures::noClassifier),
                    Measure.of(
                            "copies",
                            "nearest real pictures: is the data memorised?",
                            true,
                            PictureMeasures::copies),
                    Measure.of(
                            "fid-infinity",
                            "FID extrapolated to endlessly many samples (Chong and Forsyth 2020)",
                            true,
                            FeatureMeasures::extrapolated),
                    Measure.of(
                                    "class-fid",
                                    "mean FID within each class",
                                    true,
                                    ClassMeasures::classFrechet)
                            .unless(Measures::noClasses),
                    Measure.of(
                                    "class-accuracy",
                                    "are generated pictures recognised as the class asked for?",
                                    false,
                                    ClassMeasures::accuracy)
                            .unless(Measures::otherClassifier),
                    Measure.of(
                                    "cas",
                                    "classification accuracy score; trains a classifier (Ravuri and Vinyals 2019)",
                                    false,
                                    ClassMeasures::classificationAccuracy)
                            .ofPictures()
                            .unless(Measures::noClasses),
                    Measure.of(
                                    "ms-ssim",
                                    "likeness of random pairs (Odena et al. 2017)",
                                    true,
                                    PictureMeasures::diversity)
                            .ofPictures(),
                    Measure.of(
                                    "swd",
                                    "sliced Wasserstein distance of patches (Karras et al. 2018)",
                                    true,
                                    PictureMeasures::pyramids)
                            .ofPictures(),
                    Measure.of(
                                    "ppl",
                                    "perceptual path length in these features (Karras et al. 2019)",
                                    true,
                                    PictureMeasures::pathLength)
                            .unless(
                                    evidence ->
                                            obstacle(
                                                    evidence.walk().isPresent(),
                                                    "it walks through latents: expected a run, found files")),
                    paired(
                            "l1",
                            "mean absolute difference of pairs; both sides in the same order",
                            true,
                            "share of the range of values, picture by picture; lower is better",
                            PictureSimilarity::distance),
                    paired(
                            "psnr",
                            "signal to noise of pairs in dB; both sides in the same order",
                            false,
                            "dB, picture by picture; higher is better",
                            PictureSimilarity::psnr),
                    paired(
                            "ssim",
                            "structural similarity of pairs; both sides in the same order",
                            false,
                            "picture by picture; 1 is equal",
                            PictureSimilarity::ssim));

    private static final List<String> USUAL =
            List.of("fid", "kid", "is", "prdc", "modes", "copies");

    private static final int CLASSES_NAMED = 5;

    private Measures() {}

    public static List<Measure> all() {
        return ALL;
    }

    /** Those that cost little and suit most data; of these, the ones this evidence allows. */
    public static List<Measure> usual(Evidence evidence) {
        return ALL.stream()
                .filter(measure -> USUAL.contains(measure.name()))
                .filter(measure -> measure.obstacle().apply(evidence).isEmpty())
                .toList();
    }

    /**
     * Measures by their names, separated by commas.
     *
     * @throws ConfigException if there is no such measure
     */
    public static List<Measure> named(String names) {
        List<Measure> found = new ArrayList<>();
        for (String name : Arrays.stream(names.split(",")).map(String::strip).toList()) {
            found.add(
                    ALL.stream()
                            .filter(measure -> measure.name().equals(name))
                            .findFirst()
                            .orElseThrow(() -> unknown(name)));
        }
        return found;
    }

    private static ConfigException unknown(String name) {
        return new ConfigException(
                "no measure '%s'; there are %s"
                        .formatted(
                                name, String.join(", ", ALL.stream().map(Measure::name).toList())));
    }

    private static Measure paired(
            String name,
            String what,
            boolean lowerIsBetter,
            String meaning,
            BiFunction<Tensor, Tensor, double[]> similarity) {
        return Measure.of(
                        name,
                        what,
                        lowerIsBetter,
                        evidence -> PictureMeasures.paired(evidence, name, meaning, similarity))
                .ofPictures()
                .unless(Measures::notPaired);
    }

    /** The scores of measures, in order. */
    public static List<Score> scores(List<Measure> measures, Evidence evidence) {
        requirePossible(measures, evidence);
        List<Score> scores = new ArrayList<>();
        measures.forEach(measure -> scores.addAll(measure.scores().apply(evidence)));
        return scores;
    }

    /**
     * @throws ConfigException naming a measure that this evidence does not allow, and why
     */
    static void requirePossible(List<Measure> measures, Evidence evidence) {
        for (Measure measure : measures) {
            measure.obstacle()
                    .apply(evidence)
                    .ifPresent(
                            reason -> {
                                throw new ConfigException(
                                        "%s cannot be measured here: %s"
                                                .formatted(measure.name(), reason));
                            });
        }
    }

    private static Optional<String> noClassifier(Evidence evidence) {
        return obstacle(
                evidence.extractor().classes() >= 2,
                "expected an extractor that is a classifier, found " + evidence.extractor().name());
    }

    private static Optional<String> noClasses(Evidence evidence) {
        return obstacle(
                evidence.haveClasses(),
                "expected the same classes on both sides, found %s generated and %s real; files need one folder per class, a run a conditional paper such as cgan"
                        .formatted(
                                inWords(evidence.generatedPictures().classes()),
                                inWords(evidence.realPictures().classes())));
    }

    private static Optional<String> otherClassifier(Evidence evidence) {
        return noClasses(evidence)
                .or(
                        () ->
                                obstacle(
                                        evidence.extractor().classes()
                                                == evidence.realPictures().classes().size(),
                                        "expected an extractor that is a classifier of the %d classes of the data, found %s of %d"
                                                .formatted(
                                                        evidence.realPictures().classes().size(),
                                                        evidence.extractor().name(),
                                                        evidence.extractor().classes())));
    }

    private static String inWords(List<String> classes) {
        if (classes.isEmpty()) {
            return "none";
        }
        String names = String.join(", ", classes.stream().limit(CLASSES_NAMED).toList());
        return "%d (%s%s)"
                .formatted(classes.size(), names, classes.size() > CLASSES_NAMED ? ", ..." : "");
    }

    private static Optional<String> notPaired(Evidence evidence) {
        int generated = evidence.generatedPictures().size();
        int real = evidence.realPictures().size();
        return obstacle(
                generated == real,
                "expected as many pictures on both sides, in the same order, found %d and %d"
                        .formatted(generated, real));
    }

    private static Optional<String> obstacle(boolean holds, String reason) {
        return holds ? Optional.empty() : Optional.of(reason);
    }
}
