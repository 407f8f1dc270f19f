package dev.cardigan.optim;

import dev.cardigan.error.Require;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.TensorList;
import java.util.List;

/**
 * Stochastic gradient descent, with momentum b &lt;- momentum * b + g and, on request, Nesterov's
 * look ahead.
 *
 * @param weightDecay added to the gradient as weightDecay * weight
 */
public record Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay)
        implements Rule {

    public Sgd {
        Require.moreThanZero("sgd.learningRate", learningRate);
        Require.part("sgd.momentum", momentum);
        Require.weight("sgd.weightDecay", weightDecay);
    }

    public static Sgd rate(double learningRate) {
        return new Sgd(learningRate, 0, false, 0);
    }

    public Sgd momentum(double value) {
        return new Sgd(learningRate, value, nesterov, weightDecay);
    }

    public Sgd withNesterov() {
        return new Sgd(learningRate, momentum, true, weightDecay);
    }

    public Sgd decay(double value) {
        return new Sgd(learningRate, momentum, nesterov, value);
    }

    @Override
    public List<String> slots() {
        return momentum == 0 ? List.of() : List.of("velocity");
    }

    @Override
    public Moved move(Tensor weight, Tensor gradient, List<Tensor> slots, double rate, long step) {
        Tensor g = weightDecay == 0 ? gradient : gradient.add(weight.mul(weightDecay));
        if (momentum == 0) {
            return new Moved(weight.sub(g.mul(rate)), List.of());
        }
        Tensor velocity = slots.get(0).mul(momentum).add(g);
        Tensor direction = nesterov ? g.add(velocity.mul(momentum)) : velocity;
        return new Moved(weight.sub(direction.mul(rate)), List.of(velocity));
    }

    @Override
    public void apply(Group group, double rate, long step) {
        if (momentum == 0) {
            Rule.super.apply(group, rate, step);
            return;
        }
        TensorList velocities = group.lists().slots().get(0);
        group.lists()
                .weights()
                .momentumDescent(
                        group.gradients().together(),
                        velocities,
                        weightDecay,
                        momentum,
                        rate,
                        nesterov,
                        step == 1);
    }
}
