package dev.cardigan.cli;

import dev.cardigan.training.Equilibrium;
import dev.cardigan.training.EquilibriumRules;
import dev.cardigan.training.Interval;
import dev.cardigan.training.Rescue;
import dev.cardigan.training.Trainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Healthy, collapsed and dead games on the ring: only the first kind may come to rest. */
final class LabEquilibrium {

    private static final long STEPS = 12_000;
    private static final long STEPS_OF_THE_OTHERS = 3000;

    private final LabBench bench;

    LabEquilibrium(LabBench bench) {
        this.bench = bench;
    }

    /** How a game goes wrong, or does not. */
    private enum Kind {
        /** A penalty on the discriminator's slope at real points keeps the pull gentle. */
        HEALTHY,
        /** Both players only know two of the eight modes: they come to terms, far from the data. */
        COLLAPSED,
        /** Neither player has a step size to speak of: no weight moves. */
        DEAD;

        Map<String, Object> settings() {
            return switch (this) {
                case HEALTHY, COLLAPSED ->
                        Map.of(
                                "batch",
                                256,
                                "penalties",
                                List.of(
                                        Map.of(
                                                "regularizer",
                                                Map.of("r1", Map.of("gamma", 0.1)),
                                                "every",
                                                1)));
                case DEAD ->
                        Map.of(
                                "generator", Map.of("sgd", Map.of("learningRate", 1e-30)),
                                "discriminator", Map.of("sgd", Map.of("learningRate", 1e-30)));
            };
        }

        long steps() {
            return this == HEALTHY ? STEPS : STEPS_OF_THE_OTHERS;
        }

        Tampering tampering() {
            return this == COLLAPSED ? Tampering.TWO_CLASSES : Tampering.NONE;
        }
    }

    void run(int seeds) {
        bench.screen().say("kind       seed     steps  verdict");
        long row = 0;
        for (Kind kind : Kind.values()) {
            int atRest = 0;
            int played = 0;
            while (played < seeds && !bench.stopped().getAsBoolean()) {
                Optional<Boolean> rests = play(kind, bench.seed() + played, row++);
                if (rests.isEmpty()) {
                    break;
                }
                played++;
                atRest += rests.get() ? 1 : 0;
            }
            if (played > 0) {
                bench.find(
                        "%s: %d of %d games came to rest."
                                .formatted(kind.name().toLowerCase(Locale.ROOT), atRest, played));
            }
        }
    }

    /** Whether the game came to rest; empty where it was stopped before it could be told. */
    private Optional<Boolean> play(Kind kind, long seed, long row) {
        Map<String, Object> own = new LinkedHashMap<>(kind.settings());
        own.put("seed", seed);
        try (Session session =
                        bench.open(
                                bench.game("ring8", bench.steps().orElse(kind.steps()), own),
                                kind.tampering());
                Equilibrium equilibrium = Rest.watching(session, EquilibriumRules.STANDARD)) {
            Interval drain =
                    new Interval(EquilibriumRules.STANDARD.every(), run -> run.log().drain());
            new Trainer(
                            List.of(equilibrium, drain),
                            Rescue.NONE,
                            () -> equilibrium.reached() || bench.stopped().getAsBoolean())
                    .train(session.run());
            long reached = session.run().step();
            if (!equilibrium.reached() && reached < session.run().plan().steps()) {
                bench.find(LabBench.stoppedEarly(reached, session.run().plan().steps()));
                tell(kind, seed, row, reached, equilibrium);
                return Optional.empty();
            }
            tell(kind, seed, row, reached, equilibrium);
            return Optional.of(equilibrium.reached());
        }
    }

    private void tell(Kind kind, long seed, long row, long step, Equilibrium equilibrium) {
        EquilibriumRules.Verdict verdict = equilibrium.verdict();
        String name = kind.name().toLowerCase(Locale.ROOT);
        String line =
                String.format(
                        Locale.ROOT,
                        "%-10s %4d  %8d  %s: %s",
                        name,
                        seed,
                        step,
                        verdict.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        verdict.reason());
        bench.find(line);
        List<EquilibriumRules.Observation> seen = equilibrium.observations();
        if (seen.isEmpty()) {
            return;
        }
        EquilibriumRules.Observation last = seen.get(seen.size() - 1);
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("seed", (double) seed);
        numbers.put("steps/" + name, (double) step);
        numbers.put("atRest/" + name, equilibrium.reached() ? 1.0 : 0.0);
        numbers.put("accuracy/" + name, last.accuracy());
        numbers.put("divergence/" + name, last.divergence());
        numbers.put("diversity/" + name, last.diversity());
        numbers.put("drift/" + name, last.drift());
        bench.notebook().measure(row, numbers);
    }
}
