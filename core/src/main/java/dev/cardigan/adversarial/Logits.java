package dev.cardigan.adversarial;

import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.Tensor;

/** Cross entropy on logits, as both forms of the original game use it. */
final class Logits {

    private Logits() {}

    /** Mean of -t log sigmoid(s) - (1 - t) log(1 - sigmoid(s)). */
    static Tensor crossEntropy(Tensor scores, double target) {
        Tensor toReal = scores.neg().softplus().mean();
        if (target == 1) {
            return toReal;
        }
        return toReal.mul(target).add(scores.softplus().mean().mul(1 - target));
    }

    static void checkLabel(double realLabel) {
        if (!(realLabel > 0.5 && realLabel <= 1)) {
            throw new ConfigException(
                    "realLabel: expected more than 0.5 and at most 1, found " + realLabel);
        }
    }
}
