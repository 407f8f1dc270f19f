package dev.cardigan.evaluation;

import dev.cardigan.data.Dataset;
import dev.cardigan.data.Progress;
import dev.cardigan.data.RawPictures;
import dev.cardigan.data.StackedSet;
import dev.cardigan.error.ConfigException;
import dev.cardigan.metric.ClassifierExtractor;
import dev.cardigan.metric.Extractor;
import dev.cardigan.metric.Inception;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Finds the extractor a user means. */
public final class Extractors {

    /** Trains one on the real data unless that was done before. */
    public static final String AUTO = "auto";

    /** Random weights: only for trying things out. */
    public static final String RANDOM = "random";

    /** What Inception weights are named by: {@code inception:FILE}. */
    public static final String INCEPTION = "inception:";

    private static final long SEED = 1;

    private Extractors() {}

    /**
     * @param choice {@code auto}, {@code random}, {@code inception:FILE}, or a file made by {@code
     *     measure train-extractor}
     * @param real what is measured against
     * @throws ConfigException for {@code auto} without classes, and for a file that is not there
     */
    public static Extractor open(
            String choice, Dataset<RawPictures> real, MeasureCache cache, Progress progress) {
        if (choice.equals(RANDOM)) {
            return ClassifierExtractor.random(real.shape().channels());
        }
        if (choice.equals(AUTO)) {
            return trained(real, cache, progress);
        }
        if (choice.startsWith(INCEPTION)) {
            return Inception.read(existing(choice.substring(INCEPTION.length())));
        }
        return ClassifierExtractor.read(existing(choice));
    }

    /**
     * What these measures need to see with: as {@link #open}, or nothing where pictures are enough,
     * so that none is trained or asked for in vain.
     */
    public static Extractor openFor(
            List<Measure> measures,
            String choice,
            Dataset<RawPictures> real,
            MeasureCache cache,
            Progress progress) {
        return areOfFeatures(measures) ? open(choice, real, cache, progress) : new NoExtractor();
    }

    /** Whether any of them needs an extractor. */
    public static boolean areOfFeatures(List<Measure> measures) {
        return measures.stream().anyMatch(Measure::ofFeatures);
    }

    private static Path existing(String text) {
        Path file = Path.of(text);
        if (!Files.isRegularFile(file)) {
            throw new ConfigException(
                    "extractor: expected auto, random, or a file of weights, found '%s', which is no file"
                            .formatted(text));
        }
        return file;
    }

    private static Extractor trained(
            Dataset<RawPictures> real, MeasureCache cache, Progress progress) {
        if (real.classes().size() < 2) {
            throw new ConfigException(
                    "%s: has no classes to train an extractor on; give published weights with --inception FILE (evaluate.extractor=inception:FILE), one trained on like pictures with --extractor FILE, or --extractor random for a first look"
                            .formatted(real.name()));
        }
        if (real.name().startsWith(StackedSet.PREFIX)) {
            throw new ConfigException(
                    "%s: an extractor trained on single pictures cannot read stacks; measure its modes with 'cardigan study --measure modes,reverseKl', or give --extractor"
                            .formatted(real.name()));
        }
        Path file = cache.extractor(real);
        if (!Files.exists(file)) {
            ClassifierTraining.extractor(real, name(real), file, SEED, progress);
        }
        return ClassifierExtractor.read(file);
    }

    /** {@code mnist-net-v1} for an extractor trained on {@code mnist}. */
    public static String name(Dataset<?> set) {
        String plain =
                set.name()
                        .toLowerCase(Locale.ROOT)
                        .replace("builtin:", "")
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
        return (plain.isEmpty() ? "data" : plain) + "-net-v1";
    }
}
