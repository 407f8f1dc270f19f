package dev.cardigan.classifier;

import dev.cardigan.augment.Augmentation;
import dev.cardigan.error.ConfigException;
import dev.cardigan.optim.AdamW;
import dev.cardigan.optim.Optimizer;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Tree;
import java.util.List;
import java.util.Optional;

/**
 * How a classifier is trained: a fixed number of steps of AdamW with a cosine schedule, whatever
 * the number of pictures, so that no diet gets more updates than another.
 *
 * @param width channels of the first layer
 * @param steps updates
 * @param batch pictures in each
 * @param learningRate at the start
 * @param dropout share of features dropped while training
 */
public record ClassifierTraining(
        long width, int steps, int batch, double learningRate, double dropout) {

    public static final ClassifierTraining USUAL = new ClassifierTraining(16, 400, 64, 2e-3, 0.2);

    public ClassifierTraining {
        if (width < 1 || steps < 1 || batch < 2 || !(learningRate > 0)) {
            throw new ConfigException(
                    "classifier: expected width and steps >= 1, batch >= 2, learningRate > 0, found %d, %d, %d and %s"
                            .formatted(width, steps, batch, learningRate));
        }
    }

    /**
     * What a classifier is fed with.
     *
     * @param pools every batch takes equally many pictures from each
     * @param augmentation of every batch
     */
    public record Diet(
            String name, List<LabelledPictures> pools, Optional<Augmentation> augmentation) {

        public Diet {
            pools = List.copyOf(pools);
            if (pools.isEmpty()) {
                throw new ConfigException(name + ": expected pictures, found none");
            }
        }
    }

    /**
     * A classifier trained on a diet; free it by {@link Scope#release}. The same seed gives the
     * same classifier, and those of different diets start from the same weights.
     */
    public PictureClassifier on(Diet diet, int classes, long seed) {
        Randomness randomness = new Randomness(seed);
        Tensor like = diet.pools().get(0).pictures();
        PictureClassifier classifier =
                PictureClassifier.of(like, classes, width, dropout, randomness);
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
            PictureClassifier classifier,
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
                    Tensor logits = classifier.logits(pictures);
                    Tensor loss = logits.logSoftmax(1).mul(wanted).sum(false, 1).mean().neg();
                    loss.backward();
                    return loss.detach();
                });
        double rate = learningRate * (1 + Math.cos(Math.PI * number / steps)) / 2;
        Gradient.untracked(() -> optimizer.step(optimizer.gradients(), rate));
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
}
