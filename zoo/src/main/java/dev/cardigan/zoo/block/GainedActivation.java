package dev.cardigan.zoo.block;

import dev.cardigan.nn.Activation;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.LeakyRelu;
import dev.cardigan.tensor.Tensor;
import java.util.OptionalDouble;

/**
 * An activation, then a factor that makes up for the variance it costs, then a limit that keeps
 * mixed precision finite.
 *
 * @param limit values are cut to [-limit, limit]
 */
public record GainedActivation(Layer activation, double gain, OptionalDouble limit)
        implements Layer {

    private static final Layer IDENTITY = x -> x;

    public static final GainedActivation NONE = of(IDENTITY, 1);

    /** StyleGAN's: slope 0.2 where negative, times sqrt(2). */
    public static final GainedActivation LEAKY = of(new LeakyRelu(0.2), Math.sqrt(2));

    public static GainedActivation of(Layer activation, double gain) {
        return new GainedActivation(activation, gain, OptionalDouble.empty());
    }

    public GainedActivation limited(OptionalDouble value) {
        return new GainedActivation(activation, gain, value);
    }

    /** A branch of a sum: factor and limit alike are {@code factor} times as large. */
    public GainedActivation scaled(double factor) {
        OptionalDouble scaled =
                limit.isPresent()
                        ? OptionalDouble.of(limit.getAsDouble() * factor)
                        : OptionalDouble.empty();
        return new GainedActivation(activation, gain * factor, scaled);
    }

    /**
     * What may multiply the inputs instead of the outputs, where it costs a pass over weights and
     * not over pictures: the gain of an activation whose outputs grow as its inputs do, else 1.
     */
    double early() {
        boolean grows =
                activation == IDENTITY
                        || activation == Activation.RELU
                        || activation instanceof LeakyRelu;
        return grows && gain > 0 ? gain : 1;
    }

    /** What is left to do with inputs that {@link #early} has multiplied. */
    GainedActivation late() {
        return new GainedActivation(activation, gain / early(), limit);
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor active = activation.forward(x);
        Tensor gained = gain == 1 ? active : active.mul(gain);
        return limit.isPresent()
                ? gained.hardtanh(-limit.getAsDouble(), limit.getAsDouble())
                : gained;
    }
}
