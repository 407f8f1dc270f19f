package dev.cardigan.optim;

import dev.cardigan.error.CheckpointException;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Stateful;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.TensorList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A rule at work on some parameters, with what it remembers as plain tensors that are saved like
 * weights.
 */
public final class Optimizer implements Stateful, AutoCloseable {

    private static final String STEPS = "steps";

    private final Rule rule;
    private final Map<String, Parameter> parameters;
    private final List<Tensor> weights;
    private final List<List<Tensor>> slots;
    private final Rule.Lists lists;
    private final Tensor number;
    private long steps;

    private Optimizer(Rule rule, Map<String, Parameter> parameters) {
        this.rule = rule;
        this.parameters = parameters;
        this.weights = parameters.values().stream().map(Parameter::value).toList();
        this.slots = rule.slots().stream().map(slot -> zeros(weights)).toList();
        this.number = Scope.kept(() -> Tensor.full(0).to(weights.get(0).device()));
        this.lists =
                new Rule.Lists(
                        TensorList.kept(weights),
                        slots.stream().map(TensorList::kept).toList(),
                        TensorList.kept(Collections.nCopies(weights.size(), number)));
    }

    /** An optimizer that has not stepped yet; the names are those its state is saved under. */
    public static Optimizer of(Rule rule, Map<String, Parameter> parameters) {
        return new Optimizer(rule, new LinkedHashMap<>(parameters));
    }

    private static List<Tensor> zeros(List<Tensor> weights) {
        return Scope.kept(() -> weights.stream().map(Tensor::zerosLike).toList());
    }

    public List<Parameter> parameters() {
        return List.copyOf(parameters.values());
    }

    /** The weights it moves, in order. */
    public List<Tensor> weights() {
        return weights;
    }

    /** The weights it moves, by name. */
    public Map<String, Tensor> weightsByName() {
        Map<String, Tensor> named = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> named.put(name, parameter.value()));
        return named;
    }

    /** What the rule remembers of one weight, in the order of the rule's slots. */
    public List<Tensor> remembered(int weight) {
        return slots.stream().map(slot -> slot.get(weight)).toList();
    }

    /** Whether this moves exactly the parameters of these names by this rule. */
    public boolean serves(Rule other, Set<String> names) {
        return rule.equals(other) && parameters.keySet().equals(names);
    }

    /** How often it has stepped. */
    public long steps() {
        return steps;
    }

    /** Runs {@code body} with these parameters asking for gradients; before and after they rest. */
    public <T> T awake(Supplier<T> body) {
        return Gradient.awake(parameters(), body);
    }

    public void zeroGradients() {
        weights.forEach(Tensor::clearGradient);
    }

    /** The accumulated gradients, zeros where a parameter took no part. */
    public List<Tensor> gradients() {
        List<Tensor> gradients = new ArrayList<>();
        weights.forEach(weight -> gradients.add(weight.gradient().orElseGet(weight::zerosLike)));
        return gradients;
    }

    /** As before its first step: nothing is remembered. */
    public void forget() {
        slots.forEach(slot -> slot.forEach(remembered -> remembered.fill(0)));
        steps = 0;
    }

    /** One step along {@code gradients}. */
    public void step(Gradients gradients, double learningRate) {
        steps++;
        number.fill(steps);
        Gradients laidOut = gradients.laidOutAs(weights);
        rule.apply(new Rule.Group(weights, laidOut, slots, lists), learningRate, steps);
    }

    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>(remembered());
        state.put(STEPS, Tensor.of(new long[] {steps}, 1));
        return state;
    }

    @Override
    public void restore(Map<String, Tensor> saved) {
        Map<String, Tensor> slotsOnly = new LinkedHashMap<>(saved);
        slotsOnly.remove(STEPS);
        Stateful.copy("optimizer", slotsOnly, remembered());
        steps = counted(Stateful.take(saved, STEPS));
    }

    private static long counted(Tensor saved) {
        if (saved.dtype() != DType.I64 || saved.count() != 1) {
            throw new CheckpointException(
                    "optimizer.%s: expected one whole number, found %s %s"
                            .formatted(STEPS, saved.dtype(), Arrays.toString(saved.shape())));
        }
        return saved.toLongs()[0];
    }

    private Map<String, Tensor> remembered() {
        Map<String, Tensor> named = new LinkedHashMap<>();
        List<String> names = List.copyOf(parameters.keySet());
        for (int s = 0; s < slots.size(); s++) {
            for (int i = 0; i < names.size(); i++) {
                named.put(names.get(i) + "." + rule.slots().get(s), slots.get(s).get(i));
            }
        }
        return named;
    }

    /** Frees what the rule remembers. */
    @Override
    public void close() {
        slots.forEach(Scope::release);
        lists.slots().forEach(TensorList::release);
        lists.weights().release();
        lists.steps().release();
        Scope.release(number);
    }
}
