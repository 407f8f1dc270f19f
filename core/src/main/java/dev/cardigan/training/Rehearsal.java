package dev.cardigan.training;

import dev.cardigan.adversarial.LookAhead;
import dev.cardigan.adversarial.Loss;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.adversarial.Unrolling.Batches;
import dev.cardigan.nn.Network;
import dev.cardigan.optim.Optimizer;
import dev.cardigan.optim.Rule;
import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Plays some updates of the opponent without taking them: its weights become functions of the one
 * who looks, and gradients flow through every update. Metz et al. 2017,
 * https://arxiv.org/abs/1611.02163, equations 6 to 8.
 *
 * @param opponent the phase whose updates are played
 * @param optimizer the opponent's; what it remembers is continued and then forgotten
 * @param treatment what was changed on the run under way
 */
record Rehearsal<B>(
        LookAhead<B> lookAhead,
        Phase<B> opponent,
        Optimizer optimizer,
        Plan plan,
        Treatment treatment) {

    /**
     * The opponent's weights, and what its rule remembers per slot, each as one long vector: rules
     * work element by element, and one long step costs less than many short ones.
     */
    private record State(Tensor weights, List<Tensor> slots) {}

    /**
     * Runs {@code body} with the opponent's weights as they will be. Running statistics and other
     * buffers that the updates moved are put back, after the body, because its graph may still look
     * at them: it should hold the backward pass.
     *
     * @param batch what the updates are made on, unless they want fresh ones
     */
    <T> T during(long step, B batch, Supplier<B> fresh, Supplier<T> body) {
        Map<Tensor, Tensor> buffers = copies();
        try {
            List<Tensor> ahead = apart(played(step, batch, fresh).weights());
            return Parameter.standingIn(optimizer.parameters(), ahead, body);
        } finally {
            buffers.forEach(Tensor::set);
        }
    }

    private Map<Tensor, Tensor> copies() {
        Map<Tensor, Tensor> copies = new LinkedHashMap<>();
        for (Network network : opponent.networks()) {
            for (Buffer buffer : Tree.leaves(network, Buffer.class).values()) {
                copies.put(buffer.value(), buffer.value().clone(true));
            }
        }
        return copies;
    }

    private State played(long step, B batch, Supplier<B> fresh) {
        double rate =
                opponent.rule().learningRate()
                        * opponent.schedule().factor(step)
                        * treatment.rate(opponent.name());
        State state = start();
        for (int k = 1; k <= lookAhead.how().steps(); k++) {
            B material = lookAhead.how().batches() == Batches.FRESH ? fresh.get() : batch;
            state = next(state, material, rate, optimizer.steps() + k);
        }
        return state;
    }

    /** From where the opponent stands. */
    private State start() {
        int count = optimizer.weights().size();
        List<Tensor> slots = new ArrayList<>();
        for (int slot = 0; slot < opponent.rule().slots().size(); slot++) {
            int number = slot;
            slots.add(
                    joined(
                            IntStream.range(0, count)
                                    .mapToObj(i -> optimizer.remembered(i).get(number))
                                    .toList()));
        }
        return new State(leaf(joined(optimizer.weights())), slots);
    }

    private static Tensor joined(List<Tensor> tensors) {
        Tensor[] rows = tensors.stream().map(each -> each.reshape(-1)).toArray(Tensor[]::new);
        return rows[0].cat(0, Arrays.copyOfRange(rows, 1, rows.length));
    }

    /** The long vector as tensors of the parameters' shapes. */
    private List<Tensor> apart(Tensor vector) {
        List<Tensor> own = optimizer.weights();
        List<Tensor> rows = vector.split(own.stream().mapToLong(Tensor::count).toArray());
        return IntStream.range(0, rows.size())
                .mapToObj(i -> rows.get(i).reshape(own.get(i).shape()))
                .toList();
    }

    private static Tensor leaf(Tensor weights) {
        return weights.detach().requireGradient(true);
    }

    private State next(State now, B batch, double rate, long number) {
        boolean whole = !lookAhead.how().firstOrder();
        List<Tensor> weights = apart(now.weights());
        Loss loss =
                Parameter.standingIn(
                        optimizer.parameters(),
                        weights,
                        () ->
                                plan.precision()
                                        .during(
                                                plan.device(),
                                                () -> lookAhead.loss().apply(batch)));
        // By the long vector itself, so that the engine joins the gradients, not Java.
        Tensor gradient = Gradient.of(loss.total(), List.of(now.weights()), whole).get(0);
        if (whole) {
            return moved(now, gradient, rate, number);
        }
        State constant = Gradient.untracked(() -> moved(now, gradient, rate, number));
        return new State(leaf(constant.weights()), constant.slots());
    }

    private State moved(State now, Tensor gradient, double rate, long number) {
        Rule.Moved moved = opponent.rule().move(now.weights(), gradient, now.slots(), rate, number);
        return new State(moved.weight(), moved.slots());
    }
}
