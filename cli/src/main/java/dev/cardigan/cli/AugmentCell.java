package dev.cardigan.cli;

import dev.cardigan.classifier.Answers;
import dev.cardigan.classifier.NearCopies;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One experiment of an augmentation study: one subset, one GAN, one classifier a diet.
 *
 * @param answers on the held-out pictures, by diet
 * @param asAskedFor share of generated pictures that the classifier trained on real ones, moved,
 *     takes for the class asked for
 * @param pixels distances of generated pictures to the training set, in pixels
 * @param features the same in the features of the classifier trained on real pictures
 * @param pictures generated ones, a class a row
 * @param nearest pairs of a generated picture and its nearest training picture
 * @param model SHA-256 of the generator's averaged weights
 * @param run folder of the GAN
 */
record AugmentCell(
        int perClass,
        long seed,
        Map<Regime, Answers> answers,
        double asAskedFor,
        NearCopies pixels,
        NearCopies features,
        BufferedImage pictures,
        BufferedImage nearest,
        String model,
        String run,
        double seconds) {

    /** What a classifier is trained on. */
    enum Regime {
        REAL("real"),
        CLASSICAL("real + classical"),
        SYNTHETIC("synthetic"),
        BOTH("real + synthetic"),
        ALL("real + synthetic + classical");

        private final String title;

        Regime(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    Answers answers(Regime diet) {
        Answers found = answers.get(diet);
        if (found == null) {
            throw new IllegalStateException("no answers for " + diet);
        }
        return found;
    }

    /** From 0 to 1. */
    double accuracy(Regime diet) {
        return answers(diet).share();
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("perClass", perClass);
        tree.put("seed", seed);
        Map<String, Object> shares = new LinkedHashMap<>();
        for (Regime diet : Regime.values()) {
            shares.put(diet.title(), accuracy(diet));
        }
        tree.put("accuracy", shares);
        tree.put("generatedAsAskedFor", asAskedFor);
        tree.put("copies", Map.of("pixels", tree(pixels), "features", tree(features)));
        tree.put("model", model);
        tree.put("run", run);
        tree.put("seconds", seconds);
        return tree;
    }

    private static Map<String, Object> tree(NearCopies copies) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("share", copies.share());
        tree.put("threshold", copies.threshold());
        tree.put("medianGenerated", copies.medianGenerated());
        tree.put("medianHeldOut", copies.medianHeldOut());
        return tree;
    }
}
