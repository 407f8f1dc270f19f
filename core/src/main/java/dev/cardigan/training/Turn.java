package dev.cardigan.training;

import dev.cardigan.adversarial.Loss;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.optim.Constraint;
import dev.cardigan.optim.Gradients;
import dev.cardigan.optim.Optimizer;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.training.StepClock.Part;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A phase in play: its optimizer, its share of the log, and the one update rule all GANs use.
 *
 * @param rehearsal the opponent's future, where the phase looks ahead
 * @param treatment what was changed on the run under way
 * @param clock told what is being done
 */
record Turn<B>(
        Phase<B> phase,
        Optimizer optimizer,
        Optional<Rehearsal<B>> rehearsal,
        Plan plan,
        World world,
        Guard guard,
        Log log,
        Treatment treatment,
        StepClock clock) {

    /** The batches of one update: several where gradients are accumulated. */
    interface Hand<B> {

        /** Those of this step so far last drawn. */
        List<B> held();

        /** Fresh ones. */
        List<B> drawn();

        /** A fresh one that nobody else sees. */
        B aside();
    }

    /** Before all turns of a step, because turns share optimizers. */
    void prepare(long step) {
        if (phase.schedule().beginsAnew(step)) {
            optimizer.forget();
        }
    }

    void take(long step, Hand<B> hand) {
        if (step % phase.every() != 0) {
            return;
        }
        clock.turn(phase.name());
        int updates = phase.pace().applyAsInt(treatment.times(phase));
        for (int i = 0; i < updates; i++) {
            List<B> batches = i == 0 ? hand.held() : hand.drawn();
            Scope.run(() -> update(step, batches, hand));
        }
        clock.turn("");
    }

    private void update(long step, List<B> batches, Hand<B> hand) {
        optimizer.zeroGradients();
        Loss loss = optimizer.awake(() -> accumulated(step, batches, hand));
        clock.to(Part.OPTIMIZER);
        Gradients gradients = Gradients.of(world.averaged(optimizer.gradients()));
        clock.to(Part.GUARD);
        guard.beforeStep(step, phase.name(), batches, loss, optimizer, gradients);
        clock.to(Part.OPTIMIZER);
        Gradient.untracked(() -> move(step, gradients));
        clock.to(Part.LOG);
        log.record(phase.name(), loss);
        clock.to(Part.REST);
    }

    private Loss accumulated(long step, List<B> batches, Hand<B> hand) {
        clock.to(Part.FORWARD);
        // A lazy phase counts for the steps it skipped.
        double share = (double) phase.every() / batches.size();
        Loss last = null;
        for (B batch : batches) {
            last =
                    rehearsal.isEmpty()
                            ? descent(batch, share)
                            : rehearsal
                                    .get()
                                    .during(step, batch, hand::aside, () -> descent(batch, share));
        }
        return Objects.requireNonNull(last, "an update has at least one batch");
    }

    private Loss descent(B batch, double share) {
        return phase.addends().stream()
                .map(addend -> descent(addend, batch, share))
                .reduce(Loss::plus)
                .orElseThrow();
    }

    private Loss descent(Function<B, Loss> addend, B batch, double share) {
        clock.to(Part.FORWARD);
        // What only the graph needs dies as the backward pass has used it, not with the update.
        Loss loss =
                Scope.tidy(() -> plan.precision().during(plan.device(), () -> addend.apply(batch)));
        Tensor total = loss.total();
        Tensor due = share == 1 ? total : total.mul(share);
        clock.to(Part.BACKWARD);
        // A price that is nothing now, beside others, led nowhere; a whole loss that does is a
        // fault.
        if (due.requiresGradient() || phase.addends().size() == 1) {
            differentiate(due);
        }
        return loss.detached();
    }

    private void differentiate(Tensor due) {
        if (rehearsal.isPresent()) {
            // The graph also reaches the opponent's weights, whose gradients nobody wants.
            due.backward(optimizer.weights());
        } else {
            due.backward();
        }
    }

    private void move(long step, Gradients raw) {
        Gradients gradients = raw;
        for (Constraint constraint : phase.constraints()) {
            gradients = gradients.within(constraint);
        }
        double factor = phase.schedule().factor(step) * treatment.rate(phase.name());
        optimizer.step(gradients, phase.rule().learningRate() * factor);
        for (Constraint constraint : phase.constraints()) {
            constraint.onWeights(optimizer.weights());
        }
    }
}
