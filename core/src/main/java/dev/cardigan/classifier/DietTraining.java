package dev.cardigan.classifier;

import dev.cardigan.error.ConfigException;
import dev.cardigan.metric.Classifier;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Mode;
import dev.cardigan.optim.AdamW;
import dev.cardigan.optim.Gradients;
import dev.cardigan.optim.Optimizer;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Tree;
import java.util.ArrayList;
import java.util.List;

/**
 * How a classifier is trained: a fixed number of steps of AdamW with a cosine schedule, whatever
 * the number of pictures, so that no diet gets more updates than another.
 *
 * @param steps updates
 * @param batch pictures in each
 * @param learningRate at the start
 */
public record DietTraining(int steps, int batch, double learningRate) {

    public static final DietTraining USUAL = new DietTraining(300, 64, 2e-3);

    private static final int CHUNK = 256;

    public DietTraining {
        if (steps < 1 || batch < 2 || !(learningRate > 0)) {
            throw new ConfigException(
                    "classifier: expected steps >= 1, batch >= 2, learningRate > 0, found %d, %d and %s"
                            .formatted(steps, batch, learningRate));
        }
    }

    /**
     * A classifier trained on a diet; free it by {@link Scope#release}. The same seed gives the
     * same classifier, and those of different diets start from the same weights.
     */
    public Classifier on(Diet diet, int classes, long seed) {
        Randomness randomness = new Randomness(seed);
        Tensor like = diet.pools().get(0).pictures();
        Classifier classifier =
                Classifier.of(
                        Math.toIntExact(like.size(1)),
                        classes,
                        Initializer.he(randomness.stream("init")));
        RandomStream order = randomness.stream("shuffle");
        RandomStream changes = randomness.stream("augment");
        try (Optimizer optimizer =
                Optimizer.of(AdamW.rate(learningRate), Tree.leaves(classifier, Parameter.class))) {
            for (int i = 0; i < steps; i++) {
                int step = i;
                Scope.run(() -> step(step, diet, classifier, optimizer, order, changes, classes));
            }
        }
        return classifier;
    }

    private void step(
            int number,
            Diet diet,
            Classifier classifier,
            Optimizer optimizer,
            RandomStream order,
            RandomStream changes,
            int classes) {
        LabelledPictures drawn = drawn(diet, order);
        Tensor pictures =
                diet.augmentation()
                        .map(each -> each.apply(drawn.pictures(), changes))
                        .orElse(drawn.pictures());
        Tensor wanted = drawn.labels().oneHot(classes);
        optimizer.zeroGradients();
        optimizer.awake(
                () -> {
                    Tensor logits = classifier.logits(classifier.features(pictures));
                    Tensor loss = logits.logSoftmax(1).mul(wanted).sum(false, 1).mean().neg();
                    loss.backward();
                    return loss.detach();
                });
        double rate = learningRate * (1 + Math.cos(Math.PI * number / steps)) / 2;
        Gradient.untracked(() -> optimizer.step(Gradients.of(optimizer.gradients()), rate));
    }

    private LabelledPictures drawn(Diet diet, RandomStream order) {
        LabelledPictures all = part(diet, 0, order);
        for (int i = 1; i < diet.pools().size(); i++) {
            all = all.and(part(diet, i, order));
        }
        return all;
    }

    private LabelledPictures part(Diet diet, int number, RandomStream order) {
        int pools = diet.pools().size();
        LabelledPictures pool = diet.pools().get(number);
        int share = batch * (number + 1) / pools - batch * number / pools;
        return pool.at(order.integers(pool.count(), share));
    }

    /** Features [count, size] of many pictures, in evaluation mode. */
    public static Tensor features(Classifier classifier, Tensor pictures) {
        return Gradient.untracked(
                () ->
                        Scope.tidy(
                                () ->
                                        Mode.EVALUATION.during(
                                                () -> inChunks(classifier, pictures))));
    }

    private static Tensor inChunks(Classifier classifier, Tensor pictures) {
        List<Tensor> parts = new ArrayList<>();
        for (long first = 0; first < pictures.size(0); first += CHUNK) {
            long start = first;
            long length = Math.min(CHUNK, pictures.size(0) - first);
            parts.add(Scope.tidy(() -> classifier.features(pictures.narrow(0, start, length))));
        }
        return parts.get(0).cat(0, parts.subList(1, parts.size()).toArray(Tensor[]::new));
    }
}
