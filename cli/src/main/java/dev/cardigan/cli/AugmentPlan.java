package dev.cardigan.cli;

import dev.cardigan.augment.ClassicalAugmentation;
import dev.cardigan.classifier.DietTraining;
import dev.cardigan.config.Settings;
import dev.cardigan.error.ConfigException;
import dev.cardigan.zoo.Recipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an augmentation study does.
 *
 * @param recipe the conditional GAN
 * @param settings its settings
 * @param perClass training pictures of each class, one experiment for each number
 * @param seeds experiments of each size, each with pictures, GAN and classifiers of its own
 * @param firstSeed of the first experiment
 * @param synthetic generated pictures of each class
 * @param heldOut pictures to test on, at most, in all
 * @param classical what training pictures are given without a GAN
 * @param worthwhile smallest gain in accuracy worth having, as a share
 * @param out folder of report, runs and pictures
 * @param export folder or zip for the enlarged set of the first experiment
 */
record AugmentPlan(
        Recipe<?, ?> recipe,
        Settings settings,
        String data,
        List<Integer> perClass,
        int seeds,
        long firstSeed,
        int synthetic,
        int heldOut,
        ClassicalAugmentation classical,
        DietTraining classifier,
        double worthwhile,
        Path out,
        Optional<Path> export) {

    AugmentPlan {
        perClass = List.copyOf(perClass);
        if (perClass.isEmpty() || perClass.stream().anyMatch(count -> count < 2)) {
            throw new ConfigException(
                    "--per-class: expected numbers of at least 2, found " + perClass);
        }
        positive("--seeds", seeds);
        positive("--synthetic", synthetic);
        positive("--held-out", heldOut);
        if (!(worthwhile >= 0 && worthwhile < 1)) {
            throw new ConfigException(
                    "--worthwhile: expected points of accuracy from 0 to 100, found "
                            + 100 * worthwhile);
        }
    }

    private static void positive(String option, int value) {
        if (value < 1) {
            throw new ConfigException(option + ": expected at least 1, found " + value);
        }
    }

    Path runs() {
        return out.resolve("runs");
    }
}
