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
 */
record Rehearsal<B>(LookAhead<B> lookAhead, Phase<B> opponent, Optimizer optimizer, Plan plan) {

    /** The opponent's weights, and what its rule remembers of each. */
    private record State(List<Tensor> weights, List<List<Tensor>> slots) {}

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
            List<Tensor> ahead = played(step, batch, fresh).weights();
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
        double rate = opponent.rule().learningRate() * opponent.schedule().factor(step);
        State state = start();
        for (int k = 1; k <= lookAhead.how().steps(); k++) {
            B material = lookAhead.how().batches() == Batches.FRESH ? fresh.get() : batch;
            state = next(state, material, rate, optimizer.steps() + k);
        }
        return state;
    }

    /** From where the opponent stands. */
    private State start() {
        List<Tensor> weights = optimizer.weights().stream().map(Rehearsal::leaf).toList();
        List<List<Tensor>> slots =
                IntStream.range(0, weights.size()).mapToObj(optimizer::remembered).toList();
        return new State(weights, slots);
    }

    private static Tensor leaf(Tensor weight) {
        return weight.detach().requireGradient(true);
    }

    private State next(State now, B batch, double rate, long number) {
        boolean whole = !lookAhead.how().firstOrder();
        Loss loss =
                Parameter.standingIn(
                        optimizer.parameters(), now.weights(), () -> lookAhead.loss().apply(batch));
        List<Tensor> gradients = Gradient.of(loss.total(), now.weights(), whole);
        return whole
                ? moved(now, gradients, rate, number)
                : cut(Gradient.untracked(() -> moved(now, gradients, rate, number)));
    }

    private State moved(State now, List<Tensor> gradients, double rate, long number) {
        List<Tensor> weights = new ArrayList<>();
        List<List<Tensor>> slots = new ArrayList<>();
        for (int i = 0; i < gradients.size(); i++) {
            Rule.Moved moved =
                    opponent.rule()
                            .move(
                                    now.weights().get(i),
                                    gradients.get(i),
                                    now.slots().get(i),
                                    rate,
                                    number);
            weights.add(moved.weight());
            slots.add(moved.slots());
        }
        return new State(weights, slots);
    }

    private static State cut(State state) {
        return new State(state.weights().stream().map(Rehearsal::leaf).toList(), state.slots());
    }
}
