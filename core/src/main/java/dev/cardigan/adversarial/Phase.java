package dev.cardigan.adversarial;

import dev.cardigan.error.ConfigException;
import dev.cardigan.nn.Network;
import dev.cardigan.optim.Constraint;
import dev.cardigan.optim.Rule;
import dev.cardigan.optim.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * One side's turn: minimise {@code loss} over {@code networks} while all others rest frozen.
 *
 * <p>Phases that move the same networks by the same rule share one optimizer and its memory, so a
 * lazy regularizer is just one more phase.
 *
 * @param name the first part of its log lines
 * @param rule how gradients move the weights
 * @param addends of the loss: differentiated one after the other, so that only one graph is held at
 *     a time
 * @param schedule factor of the learning rate over steps
 * @param constraints bounds on gradients and weights, in order
 * @param every moves on steps 0, every, 2 * every, ...; its loss counts for the steps it skipped
 * @param times updates per turn, each on a batch of its own
 * @param lookAhead the opponent's future under which the loss is taken; absent: its present
 * @param pace how many updates a turn has now, given {@code times}; 0 sits it out
 */
public record Phase<B>(
        String name,
        List<Network> networks,
        Rule rule,
        List<Function<B, Loss>> addends,
        Schedule schedule,
        List<Constraint> constraints,
        int every,
        int times,
        Optional<LookAhead<B>> lookAhead,
        IntUnaryOperator pace) {

    public Phase {
        if (addends.isEmpty()) {
            throw new IllegalArgumentException("phase " + name + ": expected a loss");
        }
        if (every < 1 || times < 1) {
            throw new ConfigException(
                    "phase "
                            + name
                            + ": expected every >= 1 and times >= 1, found "
                            + every
                            + " and "
                            + times);
        }
        networks = List.copyOf(networks);
        addends = List.copyOf(addends);
        constraints = List.copyOf(constraints);
    }

    public static <B> Phase<B> of(
            String name, Rule rule, Function<B, Loss> loss, Network... networks) {
        return of(name, rule, List.of(loss), networks);
    }

    public static <B> Phase<B> of(
            String name, Rule rule, List<Function<B, Loss>> addends, Network... networks) {
        return new Phase<>(
                name,
                List.of(networks),
                rule,
                addends,
                Schedule.constant(),
                List.of(),
                1,
                1,
                Optional.empty(),
                IntUnaryOperator.identity());
    }

    /** The loss of a batch, all addends together. */
    public Function<B, Loss> loss() {
        return batch ->
                addends.stream()
                        .map(addend -> addend.apply(batch))
                        .reduce(Loss::plus)
                        .orElseThrow();
    }

    /** This with another loss. */
    public Phase<B> minimising(List<Function<B, Loss>> value) {
        return new Phase<>(
                name, networks, rule, value, schedule, constraints, every, times, lookAhead, pace);
    }

    public Phase<B> every(int steps) {
        return new Phase<>(
                name,
                networks,
                rule,
                addends,
                schedule,
                constraints,
                steps,
                times,
                lookAhead,
                pace);
    }

    public Phase<B> times(int updates) {
        return new Phase<>(
                name,
                networks,
                rule,
                addends,
                schedule,
                constraints,
                every,
                updates,
                lookAhead,
                pace);
    }

    public Phase<B> scheduled(Schedule value) {
        return new Phase<>(
                name, networks, rule, addends, value, constraints, every, times, lookAhead, pace);
    }

    public Phase<B> within(List<Constraint> more) {
        List<Constraint> all = new ArrayList<>(constraints);
        all.addAll(more);
        return new Phase<>(
                name, networks, rule, addends, schedule, all, every, times, lookAhead, pace);
    }

    /** This under the opponent as it will be. */
    public Phase<B> lookingAhead(LookAhead<B> value) {
        return new Phase<>(
                name,
                networks,
                rule,
                addends,
                schedule,
                constraints,
                every,
                times,
                Optional.of(value),
                pace);
    }

    /** This with as many updates a turn as {@code value} says. */
    public Phase<B> paced(IntUnaryOperator value) {
        return new Phase<>(
                name,
                networks,
                rule,
                addends,
                schedule,
                constraints,
                every,
                times,
                lookAhead,
                value);
    }
}
