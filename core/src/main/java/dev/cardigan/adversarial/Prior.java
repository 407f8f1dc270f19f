package dev.cardigan.adversarial;

import dev.cardigan.error.ConfigException;
import dev.cardigan.nn.Labels;
import dev.cardigan.nn.None;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the generator starts from: latents [batch, size], and conditions drawn uniformly over the
 * classes.
 *
 * @param size length of a latent
 * @param shape how latents are spread
 * @param classes number of classes, 0 for none
 * @param condition from classes, I64 [batch], asked for only where there are any, to what the
 *     players are told
 * @param random the run's latent stream
 */
public record Prior<C>(
        long size,
        Shape shape,
        int classes,
        Function<Supplier<Tensor>, C> condition,
        RandomSource random) {

    public enum Shape {
        /** Standard normal. */
        NORMAL,
        /** Uniform in [-1, 1). */
        UNIFORM;

        /** Latents [count, size]. */
        public Tensor draw(RandomSource random, long count, long size) {
            return switch (this) {
                case NORMAL -> random.normal(count, size);
                case UNIFORM -> random.uniform(-1, 1, count, size);
            };
        }
    }

    /** A latent and its condition. */
    public record Draw<C>(Tensor latent, C condition) {}

    public Prior {
        if (size < 1) {
            throw new ConfigException("latent: expected a size of at least 1, found " + size);
        }
    }

    public static Prior<None> of(long size, Shape shape, RandomSource random) {
        return new Prior<>(size, shape, 0, unused -> None.NONE, random);
    }

    public static Prior<Labels> of(long size, Shape shape, int classes, RandomSource random) {
        return new Prior<>(size, shape, classes, drawn -> new Labels(drawn.get()), random);
    }

    /** As many draws as {@code beside} has samples, on its device. */
    public Draw<C> draw(Tensor beside) {
        long count = beside.size(0);
        Tensor latent = shape.draw(random, count, size).to(beside.device());
        Supplier<Tensor> labels = () -> random.integers(classes, count).to(beside.device());
        return new Draw<>(latent, condition.apply(labels));
    }
}
