package dev.cardigan.optim;

import dev.cardigan.error.Require;
import dev.cardigan.tensor.Tensor;
import java.util.List;

/**
 * RMSProp: the gradient divided by the root of the running mean of its square. Tieleman and Hinton
 * 2012, lecture 6.5.
 *
 * @param alpha share of the old mean square that is kept
 */
public record RmsProp(double learningRate, double alpha, double epsilon) implements Rule {

    public RmsProp {
        Require.moreThanZero("rmsprop.learningRate", learningRate);
        Require.part("rmsprop.alpha", alpha);
        Require.moreThanZero("rmsprop.epsilon", epsilon);
    }

    public static RmsProp rate(double learningRate) {
        return new RmsProp(learningRate, 0.99, 1e-8);
    }

    @Override
    public List<String> slots() {
        return List.of("square");
    }

    @Override
    public Moved move(Tensor weight, Tensor gradient, List<Tensor> slots, double rate, long step) {
        Tensor v = slots.get(0).mul(alpha).add(gradient.square().mul(1 - alpha));
        return new Moved(weight.sub(gradient.mul(rate).div(v.safeSqrt().add(epsilon))), List.of(v));
    }
}
