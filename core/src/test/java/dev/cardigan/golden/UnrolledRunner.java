package dev.cardigan.golden;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.LookAhead;
import dev.cardigan.adversarial.Loss;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.Tactics;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.adversarial.Unrolling;
import dev.cardigan.data.Batch;
import dev.cardigan.nn.None;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.training.Plan;
import dev.cardigan.training.Run;
import dev.cardigan.training.Steps;
import dev.cardigan.training.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Unrolled GANs through {@code TwoPlayer}, {@code Run} and its rehearsal. */
final class UnrolledRunner implements Runner {

    @Override
    public boolean takes(GoldenFile file) {
        return file.config().has("unroll")
                && GoldenNetwork.canBuild(file.config().child("networks"));
    }

    @Override
    public String kind(GoldenFile file) {
        return "trace unrolled " + file.config().text("dtype");
    }

    @Override
    public Bound bound(GoldenFile file) {
        return Bound.ofTrace(file.tolerance());
    }

    @Override
    public void run(GoldenFile file, Ledger ledger) {
        new Case(
                        file,
                        ledger,
                        GoldenNetwork.of(file, "G"),
                        GoldenNetwork.of(file, "D"),
                        new Journal(),
                        new ArrayList<>(),
                        new LinkedHashMap<>())
                .play();
    }

    private static Unrolling unrolling(Config config) {
        Config unroll = config.child("unroll");
        boolean opposite = config.text("generator_loss").equals("minus_discriminator_loss");
        return new Unrolling(
                unroll.whole("steps"),
                !unroll.flag("second_order"),
                unroll.text("batches").equals("fresh")
                        ? Unrolling.Batches.FRESH
                        : Unrolling.Batches.SAME,
                switch (unroll.text("order")) {
                    case "generator_first" -> Unrolling.Order.GENERATOR_FIRST;
                    case "discriminator_first" -> Unrolling.Order.DISCRIMINATOR_FIRST;
                    case "simultaneous" -> Unrolling.Order.SIMULTANEOUS;
                    default -> throw new IllegalArgumentException("no order for " + unroll);
                },
                opposite ? Unrolling.Objective.OPPOSITE : Unrolling.Objective.OWN);
    }

    /**
     * @param inner losses of the discriminator on its way ahead, one per update and one after
     * @param ahead its weights after the first look ahead, by name
     */
    private record Case(
            GoldenFile file,
            Ledger ledger,
            GoldenNetwork generator,
            GoldenNetwork discriminator,
            Journal journal,
            List<Double> inner,
            Map<String, double[]> ahead) {

        void play() {
            Config config = file.config();
            int steps = config.whole("steps");
            Unrolling how = unrolling(config);
            Config rules = config.child("optimizer");
            Game game =
                    Game.of(NonSaturating.plain(), GoldenGame.rule(rules.child("D")))
                            .moving(
                                    GoldenGame.rule(rules.child("G")),
                                    GoldenGame.rule(rules.child("D")))
                            .with(Tactics.NONE.unrolling(how));
            Script draws = new Script();
            Replay<None> feed = new Replay<>(config.whole("batch"));
            for (int step = 0; step < steps; step++) {
                lay(step, how, draws, feed);
            }
            long latent = file.tensor("input.z.0").size(1);
            TwoPlayer<None> players =
                    TwoPlayer.of(
                            generator.layers(),
                            discriminator.layers(),
                            Prior.of(latent, Prior.Shape.NORMAL, draws),
                            game,
                            RandomStream.seeded(0));
            Watched gan = new Watched(new Witness<>(players, journal), this);
            try (Run<?> run = new Run<>(gan, Plan.steps(steps), feed, World.ALONE)) {
                for (int step = 0; step < steps; step++) {
                    Steps.advance(run);
                }
                compare();
            }
            feed.assertExhausted();
            draws.assertExhausted();
        }

        /** One step's batches and latents, in the order in which they are asked for. */
        private void lay(int step, Unrolling how, Script draws, Replay<None> feed) {
            feed.add(file.tensor("input.real." + step), None.NONE);
            if (how.batches() == Unrolling.Batches.FRESH) {
                for (int k = 0; k < how.steps(); k++) {
                    feed.add(file.tensor("input.real_inner." + step).select(0, k), None.NONE);
                    draws.normal("z_inner", file.tensor("input.z_inner." + step).select(0, k));
                }
            }
            draws.normal("z", file.tensor("input.z." + step));
        }

        private void compare() {
            ledger.check("loss.D", journal.totals("D"));
            ledger.check("loss.G", journal.totals("G"));
            ledger.check(
                    "aux.inner_loss", inner.stream().mapToDouble(Double::doubleValue).toArray());
            ahead.forEach((name, weight) -> ledger.check("unrolled.D." + name, weight));
            compare("G", generator);
            compare("D", discriminator);
        }

        private void compare(String player, GoldenNetwork network) {
            Map<Tensor, double[]> first = journal.firstGradients(player);
            network.weights()
                    .forEach(
                            (name, weight) -> {
                                ledger.check("final." + player + "." + name, weight);
                                ledger.check(
                                        "grad." + player + "." + name + ".0", first.get(weight));
                            });
        }

        /** Called under the weights that lie ahead. */
        private void lookAround(Loss opposing) {
            inner.add(opposing.total().item());
            if (!ahead.isEmpty()) {
                return;
            }
            List<String> names = List.copyOf(discriminator.weights().keySet());
            List<Parameter> parameters = discriminator.layers().parameters();
            for (int i = 0; i < names.size(); i++) {
                ahead.put(names.get(i), parameters.get(i).value().detach().toDoubles());
            }
        }
    }

    /** The same phases, with what lies ahead written down. */
    private record Watched(Witness<None> players, Case into) implements Gan<Batch<None>> {

        @Override
        public List<Phase<Batch<None>>> phases() {
            return players.phases().stream().map(this::watched).toList();
        }

        private Phase<Batch<None>> watched(Phase<Batch<None>> phase) {
            if (phase.lookAhead().isEmpty()) {
                return phase;
            }
            LookAhead<Batch<None>> known = phase.lookAhead().get();
            LookAhead<Batch<None>> noted =
                    new LookAhead<>(
                            known.opponent(),
                            known.how(),
                            batch -> {
                                Loss loss = known.loss().apply(batch);
                                into.inner().add(loss.total().item());
                                return loss;
                            });
            return new Phase<>(
                    phase.name(),
                    phase.networks(),
                    phase.rule(),
                    List.of(
                            batch -> {
                                into.lookAround(known.loss().apply(batch));
                                return phase.loss().apply(batch);
                            }),
                    phase.schedule(),
                    phase.constraints(),
                    phase.every(),
                    phase.times(),
                    Optional.of(noted),
                    phase.pace());
        }
    }
}
