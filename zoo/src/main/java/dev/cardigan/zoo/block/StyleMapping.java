package dev.cardigan.zoo.block;

import dev.cardigan.nn.Mode;
import dev.cardigan.nn.Network;
import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From latents and classes to styles: both normalised, one after the other, through a perceptron
 * that learns slowly. Karras et al. 2019 (StyleGAN), https://arxiv.org/abs/1812.04948; 2020,
 * https://arxiv.org/abs/2006.06676.
 *
 * @param embedding from one-hot classes, where there are any
 * @param mean running mean of the styles, [length]: what truncation draws towards; absent in
 *     discriminators
 */
public record StyleMapping(
        Optional<EqualisedLinear> embedding, List<EqualisedLinear> layers, Optional<Buffer> mean)
        implements Network {

    /** Share of the old mean kept by each batch. */
    private static final double KEEP = 0.995;

    /** How much slower than the others these layers learn. */
    private static final double PACE = 0.01;

    private static final double EPSILON = 1e-8;

    /**
     * @param latent length of a latent, 0 for classes alone
     * @param classes 0 for none
     * @param length of a style
     */
    public static StyleMapping of(
            long latent,
            long classes,
            long length,
            long depth,
            boolean averaging,
            RandomStream stream) {
        Optional<EqualisedLinear> embedding =
                classes == 0
                        ? Optional.empty()
                        : Optional.of(EqualisedLinear.of(classes, length, stream));
        List<EqualisedLinear> layers = new ArrayList<>();
        long in = latent + (classes == 0 ? 0 : length);
        for (long i = 0; i < depth; i++) {
            layers.add(EqualisedLinear.of(in, length, PACE, GainedActivation.LEAKY, stream));
            in = length;
        }
        Optional<Buffer> mean =
                averaging ? Optional.of(new Buffer(Tensor.zeros(length))) : Optional.empty();
        return new StyleMapping(embedding, layers, mean);
    }

    /** Every row divided by the root of its mean square. */
    public static Tensor normalised(Tensor rows) {
        return rows.mul(rows.square().mean(true, 1).add(EPSILON).pow(-0.5));
    }

    /**
     * Styles [batch, length].
     *
     * @param latents [batch, latent]
     * @param classes one-hot [batch, classes]
     */
    public Tensor of(Optional<Tensor> latents, Optional<Tensor> classes) {
        Optional<Tensor> start = latents.map(StyleMapping::normalised);
        if (embedding.isPresent()) {
            Tensor told = normalised(embedding.get().forward(classes.orElseThrow()));
            start = Optional.of(start.isPresent() ? start.get().cat(1, told) : told);
        }
        Tensor styles = start.orElseThrow();
        for (EqualisedLinear layer : layers) {
            styles = layer.forward(styles);
        }
        return styles;
    }

    /** Length of a style. */
    public long length() {
        return layers.get(layers.size() - 1).weight().value().size(0);
    }

    /** How many classes it is told of, where there are any. */
    public Optional<Long> classes() {
        return embedding.map(table -> table.weight().value().size(1));
    }

    /** Lets the running mean follow, while training. */
    public void follow(Tensor styles) {
        if (mean.isEmpty() || !Mode.isTraining()) {
            return;
        }
        Gradient.untracked(
                () -> {
                    Tensor running = mean.get().value();
                    Tensor now = styles.detach().to(running.dtype()).mean(false, 0);
                    running.set(now.add(running.sub(now).mul(KEEP)));
                });
    }

    /**
     * Styles drawn towards the mean: less variety, fewer failures.
     *
     * @param styles [batch, layers, length]
     * @param share of the distance from the mean that is kept; 1 changes nothing
     * @param layers so many from the coarsest are truncated
     */
    public Tensor truncated(Tensor styles, double share, long layers) {
        if (share == 1 || mean.isEmpty()) {
            return styles;
        }
        long all = styles.size(1);
        long cut = Math.min(layers, all);
        Tensor middle = mean.get().value();
        Tensor coarse = styles.narrow(1, 0, cut);
        Tensor drawn = middle.add(coarse.sub(middle).mul(share));
        return cut == all ? drawn : drawn.cat(1, styles.narrow(1, cut, all - cut));
    }
}
