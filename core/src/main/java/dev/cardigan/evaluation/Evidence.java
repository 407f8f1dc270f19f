package dev.cardigan.evaluation;

import dev.cardigan.data.Dataset;
import dev.cardigan.data.Progress;
import dev.cardigan.data.RawPictures;
import dev.cardigan.metric.Extractor;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Everything scores are computed from.
 *
 * @param extractor what saw the features
 * @param real features of the real pictures
 * @param generated features of the generated ones
 * @param realPictures themselves
 * @param generatedPictures themselves
 * @param walk steps through the latent space; only where there is a generator
 * @param randomness of subsets and intervals
 * @param resamples of bootstrap intervals; 0 for none
 * @param progress told of what takes long
 */
public record Evidence(
        Extractor extractor,
        FeatureSet real,
        FeatureSet generated,
        Dataset<RawPictures> realPictures,
        Dataset<RawPictures> generatedPictures,
        Optional<Walk> walk,
        Randomness randomness,
        int resamples,
        Progress progress) {

    /** More resamples of wide features take minutes each. */
    private static final int WIDE = 512;

    /** A stream of its own for each use, so that asking for more scores changes none. */
    RandomStream random(String use) {
        return randomness.stream("measure/" + use);
    }

    /** Features of real samples, {@code most} of them at most, drawn without repetition. */
    Tensor realAtMost(long most) {
        long count = real.count();
        return count <= most
                ? real.features()
                : real.features()
                        .indexSelect(0, random("real").permutation(count).narrow(0, 0, most));
    }

    /** Resamples where features are few; none where each costs a decomposition of seconds. */
    int affordableResamples() {
        return extractor.size() > WIDE ? 0 : resamples;
    }

    /** Whether the generated samples have classes, and the same as the real ones. */
    boolean haveClasses() {
        List<String> classes = realPictures.classes();
        return classes.size() >= 2 && generatedPictures.classes().equals(classes);
    }
}
