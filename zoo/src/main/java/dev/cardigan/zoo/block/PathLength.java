package dev.cardigan.zoo.block;

import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.Toll;
import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;

/**
 * Path-length regularisation: a step in a style should change every picture by the same amount.
 * weight * mean (|J^T y| - a)^2, with y noise in pictures and a the running mean of the lengths.
 * Karras et al. 2020, https://arxiv.org/abs/1912.04958, equation 4.
 *
 * @param painter from latents to styles and pictures
 * @param mean a, scalar; its gradient counts as far as it holds this batch
 * @param weight of the price; the paper's is 2
 * @param every steps between prices; the paper's is 4
 * @param shrink the price is that of a batch so many times as small; the paper's is 2
 * @param random where y is drawn from
 */
public record PathLength<C>(
        Painter<C> painter, Buffer mean, double weight, int every, int shrink, RandomSource random)
        implements Toll<C> {

    /** Share of this batch in the running mean. */
    private static final double DECAY = 0.01;

    /** From latents and what is told to styles and pictures. */
    @FunctionalInterface
    public interface Painter<C> {
        StyleGenerator.Painted paint(Tensor latents, C condition);
    }

    public static <C> PathLength<C> of(
            Painter<C> painter, double weight, int every, RandomSource random) {
        return new PathLength<>(painter, new Buffer(Tensor.full(0)), weight, every, 2, random);
    }

    @Override
    public String name() {
        return "path length";
    }

    @Override
    public Tensor price(Prior<C> prior, Tensor real) {
        long count = Math.max(1, real.size(0) / shrink);
        Prior.Draw<C> draw = prior.draw(real.narrow(0, 0, count));
        StyleGenerator.Painted painted = painter.paint(draw.latent(), draw.condition());
        Tensor lengths = lengths(painted);
        Tensor before = mean.value();
        Tensor after = before.add(lengths.mean().sub(before).mul(DECAY));
        Tensor price = lengths.sub(after).square().mean().mul(weight);
        before.set(after.detach());
        return price;
    }

    /**
     * Length of the gradient by each sample's styles of one random sum over its picture, [batch].
     */
    Tensor lengths(StyleGenerator.Painted painted) {
        Tensor pictures = painted.pictures();
        double pixels = (double) pictures.size(2) * pictures.size(3);
        Tensor noise = random.normal(pictures.shape()).to(pictures.device());
        Tensor sum = pictures.mul(noise.div(Math.sqrt(pixels)));
        Tensor slopes = Gradient.of(sum, painted.styles()); // [batch, styles, length]
        return slopes.square().sum(false, 2).mean(false, 1).sqrt();
    }
}
