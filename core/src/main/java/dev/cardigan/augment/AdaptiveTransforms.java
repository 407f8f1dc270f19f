package dev.cardigan.augment;

import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import java.util.EnumSet;
import java.util.Set;

/**
 * The augmentation pipeline of ADA: every transform happens to every sample with the same
 * probability, on its own. Karras, Aittala, Hellsten, Laine, Lehtinen, Aila, 2020, Training
 * Generative Adversarial Networks with Limited Data, https://arxiv.org/abs/2006.06676.
 *
 * <p>At probability 0 pictures pass untouched and nothing is drawn; above, all of a batch are
 * resampled where a geometric transform is among them.
 */
public final class AdaptiveTransforms {

    private final Set<Transform> transforms;
    private final Strengths strengths;

    private AdaptiveTransforms(Set<Transform> transforms, Strengths strengths) {
        this.transforms = transforms;
        this.strengths = strengths;
    }

    /**
     * @param transforms carried out in the paper's order, whatever theirs
     */
    public static AdaptiveTransforms of(Iterable<Transform> transforms, Strengths strengths) {
        Set<Transform> ordered = EnumSet.noneOf(Transform.class);
        transforms.forEach(ordered::add);
        return new AdaptiveTransforms(ordered, strengths);
    }

    /**
     * @param pictures [batch, channels, height, width] in [-1, 1]; colours need 1 or 3 channels
     * @param probability of each transform, from 0 to 1
     * @return of the same shape
     * @throws ShapeException for anything but pictures
     */
    public Tensor apply(Tensor pictures, double probability, RandomSource random) {
        if (pictures.dimensions() != 4) {
            throw new ShapeException(
                    "augment: expected pictures [batch, channels, height, width], found "
                            + pictures
                            + "; train on points without augment.ada");
        }
        if (probability == 0) {
            return pictures;
        }
        Chances chances = new Chances(random, probability, (int) pictures.size(0));
        Tensor changed = pictures;
        if (transforms.stream().anyMatch(Transform::isGeometric)) {
            changed = Geometry.change(changed, transforms, strengths, chances);
        }
        if (transforms.stream().anyMatch(Transform::isOfColour)) {
            changed = ColourChange.change(changed, transforms, strengths, chances);
        }
        if (transforms.contains(Transform.BAND_FILTER)) {
            changed = FrequencyBands.change(changed, strengths, chances);
        }
        return Corruption.change(changed, transforms, strengths, chances);
    }
}
