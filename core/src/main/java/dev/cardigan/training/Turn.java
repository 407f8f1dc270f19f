package dev.cardigan.training;

import dev.cardigan.adversarial.Loss;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.optim.Constraint;
import dev.cardigan.optim.Optimizer;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.List;
import java.util.Objects;

/** A phase in play: its optimizer, its share of the log, and the one update rule all GANs use. */
record Turn<B>(
        Phase<B> phase,
        Optimizer optimizer,
        Plan plan,
        World world,
        Guard guard,
        Log log,
        Treatment treatment) {

    /** The batches of one update: several where gradients are accumulated. */
    interface Hand<B> {

        /** Those of this step so far last drawn. */
        List<B> held();

        /** Fresh ones. */
        List<B> drawn();
    }

    void take(long step, Hand<B> hand) {
        if (step % phase.every() != 0) {
            return;
        }
        int times = treatment.times(phase);
        for (int i = 0; i < times; i++) {
            List<B> batches = i == 0 ? hand.held() : hand.drawn();
            Scope.run(() -> update(step, batches));
        }
    }

    private void update(long step, List<B> batches) {
        optimizer.zeroGradients();
        Loss loss = optimizer.awake(() -> accumulated(batches));
        List<Tensor> gradients = world.averaged(optimizer.gradients());
        guard.beforeStep(step, phase.name(), batches, loss, optimizer, gradients);
        Gradient.untracked(() -> move(step, gradients));
        log.record(phase.name(), loss);
    }

    private Loss accumulated(List<B> batches) {
        Loss last = null;
        for (B batch : batches) {
            last = plan.precision().during(plan.device(), () -> phase.loss().apply(batch));
            // A lazy phase counts for the steps it skipped.
            double weight = (double) phase.every() / batches.size();
            Tensor total = last.total();
            (weight == 1 ? total : total.mul(weight)).backward();
        }
        return Objects.requireNonNull(last, "an update has at least one batch");
    }

    private void move(long step, List<Tensor> raw) {
        List<Tensor> gradients = raw;
        for (Constraint constraint : phase.constraints()) {
            gradients = constraint.onGradients(gradients);
        }
        double factor = phase.schedule().factor(step) * treatment.rate(phase.name());
        optimizer.step(gradients, phase.rule().learningRate() * factor);
        for (Constraint constraint : phase.constraints()) {
            constraint.onWeights(optimizer.weights());
        }
    }
}
