package dev.cardigan.optim;

import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.Tensor;
import java.util.List;

/** Limits gradients before a step. Pascanu et al. 2013, https://arxiv.org/abs/1211.5063. */
public sealed interface GradientClip extends Constraint {

    static GradientClip byNorm(double max) {
        return new Norm(max, 2);
    }

    static GradientClip byValue(double max) {
        return new Value(max);
    }

    /**
     * Scales all gradients together so that their p-norm is at most {@code max}; never enlarges.
     *
     * @param order p, 1 or more; infinity means the largest absolute value
     */
    record Norm(double max, double order) implements GradientClip {

        private static final double EPSILON = 1e-6;

        public Norm {
            if (!(max > 0) || !(order >= 1)) {
                throw new ConfigException(
                        "gradient norm clip: expected max > 0 and order >= 1, found "
                                + max
                                + " and "
                                + order);
            }
        }

        @Override
        public List<Tensor> onGradients(List<Tensor> gradients) {
            Tensor factor = total(gradients).add(EPSILON).pow(-1).mul(max).clamp(0, 1);
            return gradients.stream().map(gradient -> gradient.mul(factor)).toList();
        }

        /** The norm over all elements of all gradients, as a scalar tensor. */
        public Tensor total(List<Tensor> gradients) {
            if (Double.isInfinite(order)) {
                return gradients.stream()
                        .map(g -> g.abs().largest())
                        .reduce(Tensor::max)
                        .orElseThrow();
            }
            Tensor powers =
                    gradients.stream()
                            .map(g -> g.abs().pow(order).sum())
                            .reduce(Tensor::add)
                            .orElseThrow();
            return powers.pow(1 / order);
        }
    }

    /** Limits every element of every gradient to [-max, max]. */
    record Value(double max) implements GradientClip {
        public Value {
            if (!(max > 0)) {
                throw new ConfigException("gradient value clip: expected max > 0, found " + max);
            }
        }

        @Override
        public List<Tensor> onGradients(List<Tensor> gradients) {
            return gradients.stream().map(gradient -> gradient.clamp(-max, max)).toList();
        }
    }
}
