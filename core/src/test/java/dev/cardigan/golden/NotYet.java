package dev.cardigan.golden;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cases that need code this project does not have yet, or that another test runs. Whoever adds
 * that code adds a runner and removes the line: a line that covers a case with a runner fails.
 *
 * @param ids what the whole {@code case} or {@code architecture} looks like
 * @param reason what is missing
 */
record NotYet(Pattern ids, String reason) {

    /** The reason of cases that need classes of the zoo. */
    private static final String IN_ZOO = "the zoo's own golden test runs it";

    static final List<NotYet> REGISTRY =
            List.of(
                    of("unrolled_.*", "unrolling is not written"),
                    of("minibatch_discrimination_.*", "the layer is not written"),
                    of("minibatch_stddev_.*", "the layer is not written"),
                    of("ada_controller", "adaptive augmentation is not written"),
                    of("ADA augmentation pipeline, .*", "adaptive augmentation is not written"),
                    of("(CycleGAN|pix2pix)[ :].*", IN_ZOO),
                    of("ESRGAN RRDBNet, .*|SRGAN .*|SRResNet .*", IN_ZOO),
                    of("HiFi-GAN .*|Log-mel .*HiFi-GAN", "audio is not written"),
                    of("R3GAN, .*", "the architecture is not written"),
                    of("StyleGAN2 .*", "the architecture is not written"),
                    of("upfirdn2d, .*", "StyleGAN2's resampling is not written"),
                    of("Inception-v3 .*", "the feature network is not written"),
                    of(
                            "frechet_distance|fid_infinity|inception_score|kernel_distance"
                                    + "|precision_recall_density_coverage|sliced_wasserstein"
                                    + "|wasserstein_1d_samples|perceptual_path_length"
                                    + "|image_similarity|modes_.*",
                            "metrics of samples are not written"),
                    of(
                            "divergences_discrete|gaussian_.*|optimal_discriminator",
                            "divergences are not written"),
                    of("mode_specific_normalisation|tabular_fidelity", "tables are not written"));

    private static NotYet of(String ids, String reason) {
        return new NotYet(Pattern.compile(ids), reason);
    }

    /** Whether the zoo's test must have a runner for its cases. */
    boolean isForTheZoo() {
        return reason.equals(IN_ZOO);
    }

    boolean covers(GoldenFile file) {
        return ids.matcher(file.id()).matches();
    }

    static Optional<NotYet> covering(GoldenFile file) {
        return REGISTRY.stream().filter(line -> line.covers(file)).findFirst();
    }
}
