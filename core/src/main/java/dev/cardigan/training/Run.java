package dev.cardigan.training;

import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.Generative;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.nn.Mode;
import dev.cardigan.nn.Network;
import dev.cardigan.optim.MovingAverage;
import dev.cardigan.optim.Optimizer;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Precision;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Stateful;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Tree;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A GAN in training with everything that decides its future: weights, average, optimizers, random
 * streams, place in the data, step.
 */
public final class Run<B> implements AutoCloseable {

    private final Gan<B> gan;
    private final Plan plan;
    private final Feed<B> feed;
    private final Log log = new Log();
    private final Map<String, Optimizer> optimizers = new LinkedHashMap<>();
    private final List<Turn<B>> turns = new ArrayList<>();
    private final MovingAverage average;
    private final Map<String, Tensor> averaged;
    private final Guard guard;
    private final Map<String, Double> scores = new TreeMap<>();
    private long step;
    private long seen;

    public Run(Gan<B> gan, Plan plan, Feed<B> feed, World world) {
        this.gan = gan;
        this.plan = plan;
        this.feed = feed;
        Gradient.untracked(() -> settle(gan, plan));
        Network sampler = gan instanceof Generative generative ? generative.sampler() : gan;
        this.averaged = Tree.weights(sampler);
        this.average = MovingAverage.of(sampler, plan.average());
        this.guard = new Guard(gan.weights(), optimizers, average);
        IdentityHashMap<Parameter, String> names = new IdentityHashMap<>();
        Tree.leaves(gan, Parameter.class).forEach((name, parameter) -> names.put(parameter, name));
        for (Phase<B> phase : gan.phases()) {
            turns.add(new Turn<>(phase, optimizerOf(phase, names), plan, world, guard, log));
        }
    }

    /**
     * Weights go to the device, and kernels of convolutions to the layout in which they are
     * fastest.
     */
    private static void settle(Network network, Plan plan) {
        Scope.run(
                () ->
                        network.weights()
                                .values()
                                .forEach(
                                        weight ->
                                                weight.become(
                                                        weight.to(plan.device()).channelsLast())));
    }

    /** Phases that move the same weights by the same rule share an optimizer. */
    private Optimizer optimizerOf(Phase<B> phase, IdentityHashMap<Parameter, String> names) {
        Map<String, Parameter> moved = new LinkedHashMap<>();
        for (Network network : phase.networks()) {
            network.parameters().forEach(parameter -> moved.put(names.get(parameter), parameter));
        }
        String key = phase.name();
        while (optimizers.containsKey(key)
                && !optimizers.get(key).serves(phase.rule(), moved.keySet())) {
            key = key + "'";
        }
        return optimizers.computeIfAbsent(key, unused -> Optimizer.of(phase.rule(), moved));
    }

    public Gan<B> gan() {
        return gan;
    }

    public Plan plan() {
        return plan;
    }

    public Log log() {
        return log;
    }

    /** Steps done. */
    public long step() {
        return step;
    }

    /** What was measured at this very step, by name; in its checkpoint, forgotten with the next. */
    public Map<String, Double> scores() {
        return scores;
    }

    /** Real samples seen. */
    public long seen() {
        return seen;
    }

    public Feed<B> feed() {
        return feed;
    }

    /** One step: every side takes its turn, then the average follows. */
    public void advance() {
        scores.clear();
        Scope.run(
                () -> {
                    Drawing hand = new Drawing();
                    Gradient.untracked(() -> gan.at(step));
                    turns.forEach(turn -> turn.take(step, hand));
                    long batch = (long) feed.batchSize() * plan.accumulate();
                    average.follow(seen, batch);
                    guard.afterTurns(step);
                    seen += hand.samples;
                });
        step++;
    }

    private final class Drawing implements Turn.Hand<B> {

        private List<B> held = List.of();
        private long samples;

        @Override
        public List<B> held() {
            return held.isEmpty() ? drawn() : held;
        }

        @Override
        public List<B> drawn() {
            List<B> fresh = new ArrayList<>();
            for (int i = 0; i < plan.accumulate(); i++) {
                fresh.add(feed.next());
            }
            samples += (long) feed.batchSize() * plan.accumulate();
            held = List.copyOf(fresh);
            return held;
        }
    }

    /**
     * Runs {@code body} in evaluation mode with the averaged weights in place of the trained ones.
     */
    public <T> T sampling(Supplier<T> body) {
        return Gradient.untracked(
                () -> exchanged(() -> Mode.EVALUATION.during(() -> inPrecision(body))));
    }

    private <T> T inPrecision(Supplier<T> body) {
        return plan.precision() == Precision.FP32
                ? body.get()
                : plan.precision().during(plan.device(), body);
    }

    private <T> T exchanged(Supplier<T> body) {
        return Scope.tidy(
                () -> {
                    Map<String, Tensor> trained = new LinkedHashMap<>();
                    averaged.forEach((name, weight) -> trained.put(name, weight.detach()));
                    averaged.forEach(
                            (name, weight) ->
                                    weight.become(Stateful.take(average.averages(), name)));
                    try {
                        return body.get();
                    } finally {
                        averaged.forEach(
                                (name, weight) -> weight.become(Stateful.take(trained, name)));
                    }
                });
    }

    /** Everything a checkpoint holds as tensors, by file: weights, average, optimizers, streams. */
    public Map<String, Map<String, Tensor>> state() {
        Map<String, Map<String, Tensor>> files = new LinkedHashMap<>();
        files.put("weights", gan.weights());
        files.put("average", average.averages());
        Map<String, Tensor> optimizerState = new LinkedHashMap<>();
        optimizers.forEach((name, optimizer) -> prefixed(name, optimizer, optimizerState));
        files.put("optimizers", optimizerState);
        Map<String, Tensor> streams = new LinkedHashMap<>();
        Tree.leaves(gan, Stateful.class)
                .forEach((name, stateful) -> prefixed(name, stateful, streams));
        files.put("streams", streams);
        files.put("log", log.state());
        return files;
    }

    private static void prefixed(String prefix, Stateful stateful, Map<String, Tensor> into) {
        stateful.state().forEach((name, tensor) -> into.put(prefix + ":" + name, tensor));
    }

    /** Goes on from a saved state. */
    public void restore(
            Map<String, Map<String, Tensor>> files,
            long savedStep,
            long savedSeen,
            Map<String, Long> position) {
        Stateful.copy("weights", part(files, "weights"), gan.weights());
        Stateful.copy("average", part(files, "average"), average.averages());
        optimizers.forEach(
                (name, optimizer) -> optimizer.restore(below(part(files, "optimizers"), name)));
        Tree.leaves(gan, Stateful.class)
                .forEach((name, stateful) -> stateful.restore(below(part(files, "streams"), name)));
        feed.resumeAt(position);
        log.restore(part(files, "log"));
        step = savedStep;
        seen = savedSeen;
    }

    private static Map<String, Tensor> part(Map<String, Map<String, Tensor>> files, String name) {
        return files.getOrDefault(name, Map.of());
    }

    private static Map<String, Tensor> below(Map<String, Tensor> all, String prefix) {
        Map<String, Tensor> found = new LinkedHashMap<>();
        all.forEach(
                (name, tensor) -> {
                    if (name.startsWith(prefix + ":")) {
                        found.put(name.substring(prefix.length() + 1), tensor);
                    }
                });
        return found;
    }

    @Override
    public void close() {
        feed.close();
        log.close();
        guard.close();
        average.close();
        optimizers.values().forEach(Optimizer::close);
        Scope.release(gan.weights());
    }
}
