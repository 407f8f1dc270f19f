package dev.cardigan.optim;

import dev.cardigan.tensor.Tensor;
import java.util.List;

/**
 * Adam with decoupled weight decay: every step first shrinks the weight by learningRate *
 * weightDecay. Loshchilov and Hutter 2019, https://arxiv.org/abs/1711.05101, algorithm 2.
 */
public record AdamW(
        double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
        implements Rule {

    public AdamW {
        new Adam(learningRate, beta1, beta2, epsilon, weightDecay);
    }

    public static AdamW rate(double learningRate) {
        return new AdamW(learningRate, 0.9, 0.999, 1e-8, 0.01);
    }

    public AdamW betas(double first, double second) {
        return new AdamW(learningRate, first, second, epsilon, weightDecay);
    }

    public AdamW decay(double value) {
        return new AdamW(learningRate, beta1, beta2, epsilon, value);
    }

    @Override
    public List<String> slots() {
        return adam().slots();
    }

    @Override
    public Moved move(Tensor weight, Tensor gradient, List<Tensor> slots, double rate, long step) {
        return adam().descend(weight.mul(1 - rate * weightDecay), gradient, slots, rate, step);
    }

    @Override
    public void apply(Group group, double rate, long step) {
        adam().fused(true, group, rate);
    }

    private Adam adam() {
        return new Adam(learningRate, beta1, beta2, epsilon, weightDecay);
    }
}
