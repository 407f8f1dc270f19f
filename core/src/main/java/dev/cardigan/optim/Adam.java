package dev.cardigan.optim;

import dev.cardigan.error.Require;
import dev.cardigan.tensor.Tensor;
import java.util.List;

/**
 * Adam: m and v are running means of the gradient and its square, both corrected for their start at
 * 0. Kingma and Ba 2015, https://arxiv.org/abs/1412.6980, algorithm 1.
 *
 * @param weightDecay added to the gradient as weightDecay * weight
 */
public record Adam(
        double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
        implements Rule {

    public Adam {
        Require.moreThanZero("adam.learningRate", learningRate);
        Require.part("adam.beta1", beta1);
        Require.part("adam.beta2", beta2);
        Require.moreThanZero("adam.epsilon", epsilon);
        Require.weight("adam.weightDecay", weightDecay);
    }

    /** Adam with the paper's betas 0.9 and 0.999. */
    public static Adam rate(double learningRate) {
        return new Adam(learningRate, 0.9, 0.999, 1e-8, 0);
    }

    public Adam betas(double first, double second) {
        return new Adam(learningRate, first, second, epsilon, weightDecay);
    }

    public Adam decay(double value) {
        return new Adam(learningRate, beta1, beta2, epsilon, value);
    }

    @Override
    public List<String> slots() {
        return List.of("mean", "square");
    }

    @Override
    public Moved move(Tensor weight, Tensor gradient, List<Tensor> slots, double rate, long step) {
        Tensor g = weightDecay == 0 ? gradient : gradient.add(weight.mul(weightDecay));
        return descend(weight, g, slots, rate, step);
    }

    /** The step itself, on a gradient that already holds any decay. */
    Moved descend(Tensor weight, Tensor g, List<Tensor> slots, double rate, long step) {
        Tensor m = slots.get(0).lerp(g, 1 - beta1);
        Tensor v = slots.get(1).mul(beta2).addcmul(g, g, 1 - beta2);
        // The root of v's correction stands outside deviation + epsilon, so that both corrections
        // are one factor and few operations are left to differentiate.
        double root = Math.sqrt(1 - Math.pow(beta2, step));
        double factor = rate * root / (1 - Math.pow(beta1, step));
        // safeSqrt: its derivative at 0 counts as 0, so that dead units do not give NaN when
        // differentiated.
        Tensor deviation = v.safeSqrt().add(epsilon * root);
        return new Moved(weight.addcdiv(m, deviation, -factor), List.of(m, v));
    }

    @Override
    public void apply(Group group, double rate, long step) {
        fused(false, group, rate);
    }

    void fused(boolean decoupled, Group group, double rate) {
        group.lists()
                .weights()
                .adam(
                        decoupled,
                        group.gradients().together(),
                        group.lists().slots().get(0),
                        group.lists().slots().get(1),
                        group.lists().steps(),
                        rate,
                        beta1,
                        beta2,
                        weightDecay,
                        epsilon);
    }
}
