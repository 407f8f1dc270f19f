package dev.cardigan.zoo.block;

import dev.cardigan.nn.Mode;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.block.StyledConvolution.Noise;

/**
 * StyleGAN2's generator. While training, some batches take their finer styles from other latents
 * and noise is new for every picture; afterwards styles are truncated and noise is constant.
 *
 * @param teller how classes are told
 * @param mixing share of the training batches whose styles come from two latents
 * @param trainingNoise noise while training
 * @param truncation share of a style's distance from the mean that is kept when not training
 * @param random where mixing and noise are drawn from
 */
public record StyleGenerator<C>(
        StyleMapping mapping,
        StyleSynthesis synthesis,
        Teller<C> teller,
        double mixing,
        Noise trainingNoise,
        double truncation,
        RandomSource random)
        implements MappedStyles<C> {

    /** Names in the authors' files, which also hold the constant filters. */
    public static final OfficialNames NAMES = names();

    /** Styles and the pictures made of them. */
    public record Painted(Tensor styles, Tensor pictures) {}

    private static OfficialNames names() {
        OfficialNames names =
                OfficialNames.of("^mapping\\.layers\\.(\\d+)", "mapping.fc$1")
                        .and("^mapping\\.embedding", "mapping.embed")
                        .and("^mapping\\.mean", "mapping.w_avg")
                        .and("^synthesis\\.constant", "synthesis.b4.const");
        for (int i = 0; i <= 8; i++) {
            names = names.and("^synthesis\\.blocks\\." + i + "\\.", "synthesis.b" + (4 << i) + ".");
        }
        return names.and("\\.enlarging\\.", ".conv0.")
                .and("\\.keeping\\.", ".conv1.")
                .and("\\.toPicture\\.", ".torgb.")
                .and("noiseStrength", "noise_strength")
                .and("\\.noise$", ".noise_const");
    }

    @Override
    public Tensor forward(Tensor latents, C condition) {
        return painted(latents, condition).pictures();
    }

    /** Pictures and the styles they are a function of. */
    public Painted painted(Tensor latents, C condition) {
        Tensor styles = styles(latents, condition);
        Noise noise = Mode.isTraining() ? trainingNoise : Noise.CONSTANT;
        return new Painted(styles, synthesis.of(styles, noise, random));
    }

    /** Styles [batch, styles, length]: mixed while training, else truncated. */
    public Tensor styles(Tensor latents, C condition) {
        long all = synthesis.styles();
        return new StyleChoice<>(mapping, teller, all, all, mixing, truncation, all, random)
                .of(latents, condition);
    }

    /** The first {@code cut} styles of one, the rest of the other; both [batch, styles, length]. */
    public static Tensor mixed(Tensor coarse, Tensor fine, long cut) {
        return coarse.narrow(1, 0, cut).cat(1, fine.narrow(1, cut, fine.size(1) - cut));
    }

    /** One style for every layer: [batch, length] to [batch, styles, length]. */
    public Tensor everywhere(Tensor mapped) {
        return StyleChoice.everywhere(mapped, synthesis.styles());
    }
}
