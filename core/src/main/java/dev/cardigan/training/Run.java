package dev.cardigan.training;

import dev.cardigan.adversarial.Averaged;
import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.History;
import dev.cardigan.adversarial.LookAhead;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.error.ConfigException;
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
import java.util.Optional;
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
    private final StepClock clock = new StepClock();
    private final Map<String, Optimizer> optimizers = new LinkedHashMap<>();
    private final List<Turn<B>> turns = new ArrayList<>();
    private final MovingAverage average;
    private final Map<String, Tensor> averaged;
    private final Guard guard;
    private final Treatment treatment;
    private final Map<String, Stateful> companions = new LinkedHashMap<>();
    private final Map<String, Double> scores = new TreeMap<>();
    private long step;
    private long seen;

    public Run(Gan<B> gan, Plan plan, Feed<B> feed, World world) {
        this.gan = gan;
        this.plan = plan;
        this.feed = feed;
        Gradient.untracked(() -> settle(gan, plan));
        Network sampler = gan instanceof Averaged made ? made.sampler() : gan;
        this.averaged = Tree.weights(sampler);
        this.average = MovingAverage.of(sampler, plan.average());
        this.guard = new Guard(plan.device(), gan.weights(), optimizers, average);
        IdentityHashMap<Parameter, String> names = new IdentityHashMap<>();
        Tree.leaves(gan, Parameter.class).forEach((name, parameter) -> names.put(parameter, name));
        this.treatment = Treatment.of(gan);
        List<Phase<B>> phases = gan.phases();
        List<Optimizer> movers = phases.stream().map(phase -> optimizerOf(phase, names)).toList();
        for (int i = 0; i < phases.size(); i++) {
            Optional<Rehearsal<B>> rehearsal =
                    phases.get(i).lookAhead().map(ahead -> rehearsal(ahead, phases, movers));
            turns.add(
                    new Turn<>(
                            phases.get(i),
                            movers.get(i),
                            rehearsal,
                            plan,
                            world,
                            guard,
                            log,
                            treatment,
                            clock));
        }
    }

    private Rehearsal<B> rehearsal(
            LookAhead<B> ahead, List<Phase<B>> phases, List<Optimizer> movers) {
        List<String> names = phases.stream().map(Phase::name).toList();
        int opponent = names.indexOf(ahead.opponent());
        if (opponent < 0) {
            throw new ConfigException(
                    "look ahead: expected a phase of the opponent, one of %s, found '%s'"
                            .formatted(names, ahead.opponent()));
        }
        return new Rehearsal<>(ahead, phases.get(opponent), movers.get(opponent), plan, treatment);
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

    /** Tells where the time goes once it is started. */
    public StepClock clock() {
        return clock;
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
                    turns.forEach(turn -> turn.prepare(step));
                    turns.forEach(turn -> turn.take(step, hand));
                    long batch = (long) feed.batchSize() * plan.accumulate();
                    clock.to(StepClock.Part.AVERAGE);
                    average.follow(seen, batch);
                    clock.to(StepClock.Part.GUARD);
                    guard.afterTurns(step);
                    clock.to(StepClock.Part.REST);
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
                fresh.add(aside());
            }
            held = List.copyOf(fresh);
            return held;
        }

        @Override
        public B aside() {
            samples += feed.batchSize();
            StepClock.Part before = clock.to(StepClock.Part.DATA);
            B next = feed.next();
            clock.to(before);
            return next;
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

    /** What may be changed while the run is under way. */
    public Treatment treatment() {
        return treatment;
    }

    /**
     * Saves and restores {@code companion} with the run, in a file of its own; from a checkpoint
     * without that file it restores nothing.
     */
    public void accompany(String file, Stateful companion) {
        companions.put(file, companion);
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
        companions.forEach((file, companion) -> files.put(file, companion.state()));
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
        companions.forEach((file, companion) -> companion.restore(part(files, file)));
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
        Tree.leaves(gan, History.class).values().forEach(History::close);
        Scope.release(gan.weights());
    }
}
