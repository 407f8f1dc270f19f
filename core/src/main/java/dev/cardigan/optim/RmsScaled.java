package dev.cardigan.optim;

import dev.cardigan.error.Require;
import dev.cardigan.tensor.Tensor;
import java.util.List;

/**
 * RMSProp with epsilon inside the root: theta &lt;- theta - eta / sqrt(v + epsilon) * g, v &lt;-
 * keep * v + (1 - keep) * g^2. The rule of the regularised encoder GAN.
 *
 * @param keep share of the old mean square that is kept
 */
public record RmsScaled(double learningRate, double keep, double epsilon) implements Rule {

    public RmsScaled {
        Require.moreThanZero("rmsscaled.learningRate", learningRate);
        Require.part("rmsscaled.keep", keep);
        Require.moreThanZero("rmsscaled.epsilon", epsilon);
    }

    @Override
    public List<String> slots() {
        return List.of("square");
    }

    @Override
    public Moved move(Tensor weight, Tensor gradient, List<Tensor> slots, double rate, long step) {
        Tensor v = slots.get(0).mul(keep).add(gradient.square().mul(1 - keep));
        return new Moved(weight.sub(gradient.mul(rate).div(v.add(epsilon).sqrt())), List.of(v));
    }
}
