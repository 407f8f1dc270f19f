package dev.cardigan.adversarial;

import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;
import java.util.List;

/**
 * The mean of a network's weights over all steps so far.
 *
 * @param means one per parameter, in order
 * @param weight of the distance from them
 */
record WeightHistory(List<Buffer> means, double weight) {

    static WeightHistory of(List<Parameter> parameters, double weight) {
        return new WeightHistory(
                parameters.stream()
                        .map(parameter -> new Buffer(parameter.value().detach().clone(true)))
                        .toList(),
                weight);
    }

    /** Takes in the weights of a step, from 0. */
    void follow(List<Parameter> parameters, long step) {
        double share = 1.0 / (step + 1);
        for (int i = 0; i < means.size(); i++) {
            Tensor mean = means.get(i).value();
            mean.increase(parameters.get(i).value().sub(mean), share);
        }
    }

    /** Squared distance of the weights from their mean, weighted and differentiable. */
    Tensor price(List<Parameter> parameters) {
        Tensor sum = Tensor.zeros().to(parameters.get(0).value().device());
        for (int i = 0; i < means.size(); i++) {
            Tensor away = parameters.get(i).value().sub(means.get(i).value());
            sum = away.square().sum().add(sum);
        }
        return sum.mul(weight);
    }
}
