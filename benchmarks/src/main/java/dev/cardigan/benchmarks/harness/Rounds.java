package dev.cardigan.benchmarks.harness;

import dev.cardigan.error.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs contestants in turn, round after round, each round from another one on: whatever drifts,
 * such as the temperature of the machine, then meets all of them alike.
 */
public final class Rounds {

    private static final double NANOSECONDS = 1e9;

    private final ChildJvm child;
    private final WindowPlan plan;
    private final Consumer<Outcome> ended;

    private Rounds(ChildJvm child, WindowPlan plan, Consumer<Outcome> ended) {
        this.child = child;
        this.plan = plan;
        this.ended = ended;
    }

    /**
     * Rounds whose processes follow this plan.
     *
     * @param ended told of every process that ended, for progress
     */
    public static Rounds of(ChildJvm child, WindowPlan plan, Consumer<Outcome> ended) {
        return new Rounds(child, plan, ended);
    }

    /**
     * Measures every contestant {@code rounds} times on an otherwise idle machine.
     *
     * @throws EngineException if a contestant fails or prints no window
     */
    public List<Outcome> idle(List<Contestant> contestants, int rounds) {
        return run(contestants, rounds, Load.IDLE);
    }

    /**
     * The same with another process spinning on every core.
     *
     * @throws EngineException if a contestant fails or prints no window
     */
    // The load counts by being open; nothing in the block has to name it.
    @SuppressWarnings("try")
    public List<Outcome> busy(List<Contestant> contestants, int rounds, int cores) {
        if (contestants.isEmpty() || rounds == 0) {
            return List.of();
        }
        try (BusyCores load = BusyCores.of(cores)) {
            return run(contestants, rounds, Load.BUSY);
        }
    }

    private List<Outcome> run(List<Contestant> contestants, int rounds, Load load) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < contestants.size(); turn++) {
                Contestant contestant = contestants.get((round + turn) % contestants.size());
                Outcome outcome = measure(contestant, load, round + 1);
                ended.accept(outcome);
                outcomes.add(outcome);
            }
        }
        return outcomes;
    }

    private Outcome measure(Contestant contestant, Load load, int round) {
        OtherLoad others = OtherLoad.start();
        long started = System.nanoTime();
        List<String> lines = child.run(contestant, plan.toArguments());
        double seconds = (System.nanoTime() - started) / NANOSECONDS;
        List<Window> windows = lines.stream().map(Window::parse).flatMap(Optional::stream).toList();
        if (windows.isEmpty()) {
            throw new EngineException(
                    "%s measured nothing: expected %s to print a window a line, found %d other lines. Print Window.toJson()."
                            .formatted(contestant.name(), contestant.mainClass(), lines.size()));
        }
        return new Outcome(contestant.name(), load, round, seconds, others.cores(), windows);
    }
}
