package dev.cardigan.evaluation;

import dev.cardigan.data.Batch;
import dev.cardigan.data.Dataset;
import dev.cardigan.data.Progress;
import dev.cardigan.data.RawPictures;
import dev.cardigan.data.Sample;
import dev.cardigan.data.Subset;
import dev.cardigan.error.DataException;
import dev.cardigan.metric.Classifier;
import dev.cardigan.metric.ClassifierExtractor;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Labels;
import dev.cardigan.nn.Mode;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.training.DataFeed;
import dev.cardigan.training.Interval;
import dev.cardigan.training.Plan;
import dev.cardigan.training.Rescue;
import dev.cardigan.training.Run;
import dev.cardigan.training.Trainer;
import dev.cardigan.training.World;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Trains the small classifier on labelled pictures.
 *
 * @param set what it learns from
 * @param seed of weights, order and shifts
 * @param steps updates
 */
public record ClassifierTraining(Dataset<RawPictures> set, long seed, long steps) {

    private static final int BATCH = 64;
    private static final int EPOCHS = 14;
    private static final int FEWEST_SEEN = 40_000;
    private static final int MOST_SEEN = 100_000;
    private static final int MOST_HELD_OUT = 10_000;
    private static final int TESTED_AT_ONCE = 256;
    private static final int TOLD_EVERY = 20;

    /**
     * @throws DataException without at least two classes
     */
    public ClassifierTraining {
        if (set.classes().size() < 2) {
            throw new DataException(
                    "%s: a classifier needs pictures of at least 2 classes, found %d; sort the pictures into one folder per class, or measure with --inception FILE or --extractor random"
                            .formatted(set.name(), set.classes().size()));
        }
    }

    /** As long as it takes to learn: 14 epochs, but 40,000 to 100,000 pictures. */
    public static ClassifierTraining of(Dataset<RawPictures> set, long seed) {
        long wished = (long) EPOCHS * set.size();
        return new ClassifierTraining(
                set, seed, Math.max(FEWEST_SEEN, Math.min(MOST_SEEN, wished)) / BATCH);
    }

    /**
     * Trains on seven eighths of a set, tests on the rest, and writes an extractor.
     *
     * @param name of the extractor
     * @return what it says of itself, with its accuracy on what was held out
     */
    public static ClassifierExtractor.Facts extractor(
            Dataset<RawPictures> set, String name, Path file, long seed, Progress progress) {
        int heldOut = Math.max(1, Math.min(MOST_HELD_OUT, set.size() / 8));
        Dataset<RawPictures> test = Subset.between(set, "held out", 0, heldOut, seed);
        Dataset<RawPictures> rest = Subset.between(set, "training", heldOut, set.size(), seed);
        ClassifierExtractor.Facts[] facts = new ClassifierExtractor.Facts[1];
        of(rest, seed)
                .train(
                        classifier -> {
                            double accuracy = accuracy(classifier, test);
                            facts[0] =
                                    new ClassifierExtractor.Facts(
                                            name,
                                            set.shape().channels(),
                                            set.shape().height(),
                                            set.classes().size(),
                                            OptionalDouble.of(accuracy),
                                            set.fingerprint());
                            ClassifierExtractor.write(file, classifier, facts[0]);
                            return accuracy;
                        },
                        progress);
        return facts[0];
    }

    /** Trains, and gives the share of a test set that is then recognised. */
    public double accuracy(Dataset<RawPictures> test, Progress progress) {
        return train(classifier -> accuracy(classifier, test), progress);
    }

    private double train(ToDoubleFunction<Classifier> use, Progress progress) {
        Randomness randomness = new Randomness(seed);
        Classifier classifier =
                Classifier.of(
                        set.shape().channels(),
                        set.classes().size(),
                        Initializer.he(randomness.stream("init")));
        ClassifierGame game = new ClassifierGame(classifier, randomness.stream("augment"), steps);
        DataFeed<RawPictures, Batch<Labels>> feed =
                DataFeed.of(set, BATCH, randomness, ClassifierTraining::batch);
        Interval told =
                new Interval(
                        TOLD_EVERY,
                        run -> progress.report("training a classifier", run.step(), steps));
        try (Run<Batch<Labels>> run = new Run<>(game, Plan.steps(steps), feed, World.ALONE)) {
            new Trainer(List.of(told), Rescue.NONE, () -> false).train(run);
            return use.applyAsDouble(classifier);
        }
    }

    private static Batch<Labels> batch(RawPictures raw) {
        Sample sample = Sample.of(raw, Device.CPU);
        return new Batch<>(sample.real(), new Labels(sample.classes()));
    }

    private static double accuracy(Classifier classifier, Dataset<RawPictures> test) {
        double right = 0;
        for (int from = 0; from < test.size(); from += TESTED_AT_ONCE) {
            int start = from;
            int end = Math.min(test.size(), from + TESTED_AT_ONCE);
            Tensor found =
                    Scope.tidy(() -> right(classifier, PictureData.sample(test, start, end)));
            right += found.item();
        }
        return right / test.size();
    }

    private static Tensor right(Classifier classifier, Sample sample) {
        return Gradient.untracked(
                () ->
                        Mode.EVALUATION.during(
                                () ->
                                        classifier
                                                .logits(classifier.features(sample.real()))
                                                .argmax(1)
                                                .sub(sample.classes())
                                                .abs()
                                                .to(DType.F32)
                                                .less(0.5)
                                                .sum()));
    }
}
