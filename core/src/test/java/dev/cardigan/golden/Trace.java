package dev.cardigan.golden;

import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.nn.Condition;
import dev.cardigan.nn.Conditional;
import dev.cardigan.optim.MovingAverage.Pace;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Precision;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Tree;
import dev.cardigan.training.Plan;
import dev.cardigan.training.Run;
import dev.cardigan.training.Steps;
import dev.cardigan.training.World;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** One training run of a file: its inputs laid out, played, and compared with what is stored. */
record Trace(
        GoldenFile file,
        Ledger ledger,
        GoldenNetwork generator,
        GoldenNetwork discriminator,
        Journal journal) {

    private Config config() {
        return file.config();
    }

    private int steps() {
        return config().whole("steps");
    }

    private int critics() {
        return config().whole("n_critic", 1);
    }

    /** Latents and classes in the order the players draw them. */
    Script draws() {
        Script script = new Script();
        for (int step = 0; step < steps(); step++) {
            for (int critic = 0; critic < critics(); critic++) {
                draw(script, "d", step, critic);
            }
            draw(script, "g", step, -1);
        }
        return script;
    }

    private void draw(Script script, String part, int step, int critic) {
        script.normal("z_" + part, input("z_" + part, step, critic));
        if (config().has("classes")) {
            script.integers("y_" + part, input("y_" + part, step, critic));
        }
    }

    /** What the penalties draw. */
    private Script penaltyDraws() {
        Script script = new Script();
        for (int step = 0; step < steps(); step++) {
            for (int critic = 0; critic < critics(); critic++) {
                for (String name : new String[] {"eps", "alpha", "noise"}) {
                    if (file.has("input." + name + "." + step)) {
                        script.uniform(name, input(name, step, critic));
                    }
                }
            }
        }
        return script;
    }

    /** A stored input; the discriminator's part has an axis for its updates where they are many. */
    private Tensor input(String name, int step, int critic) {
        Tensor stored = file.tensor("input." + name + "." + step);
        return critics() > 1 && critic >= 0 ? stored.select(0, critic) : stored;
    }

    <C extends Condition<C>> void play(
            Conditional<C> playing,
            Conditional<C> judging,
            Prior<C> prior,
            IntFunction<C> condition) {
        Script penaltyDraws = penaltyDraws();
        TwoPlayer<C> players =
                TwoPlayer.of(playing, judging, prior, GoldenGame.of(config()), penaltyDraws);
        Witness<C> gan = new Witness<>(players, journal);
        Replay<C> feed = new Replay<>(config().whole("batch"));
        for (int step = 0; step < steps(); step++) {
            for (int critic = 0; critic < critics(); critic++) {
                feed.add(input("real", step, critic), condition.apply(step));
            }
        }
        Plan plan = new Plan(steps(), 1, Precision.FP32, Device.CPU, pace());
        try (Run<?> run = new Run<>(gan, plan, feed, World.ALONE)) {
            for (int step = 0; step < steps(); step++) {
                Steps.advance(run);
            }
            compare(run);
        }
        feed.assertExhausted();
        penaltyDraws.assertExhausted();
    }

    private Pace pace() {
        if (!config().has("ema")) {
            return new Pace.Fixed(0.999);
        }
        Config average = config().child("ema");
        return new Pace.HalfLife(average.number("half_life_images"), average.number("rampup", 0));
    }

    private void compare(Run<?> run) {
        losses();
        gradients("D", discriminator);
        gradients("G", generator);
        gradients("D_reg", discriminator);
        weights("final.D.", discriminator);
        weights("final.G.", generator);
        if (config().has("ema")) {
            average(run);
        }
        if (config().flag("store_optimizer_state")) {
            optimizerState(run, "D", "discriminator", discriminator);
            optimizerState(run, "G", "generator", generator);
        }
        if (config().has("clip_gradients")) {
            norms("D");
            norms("G");
        }
    }

    private void norms(String player) {
        String by = config().child("clip_gradients").child(player).text("by");
        // Clipping by value takes no norm; such files hold zeros.
        ledger.check(
                "aux.norm." + player,
                by.equals("norm") ? journal.norms(player) : new double[steps()]);
    }

    private void losses() {
        ledger.check("loss.D", journal.totals("D"));
        ledger.check("loss.G", journal.totals("G"));
        if (!config().has("penalty")) {
            return;
        }
        Config penalty = config().child("penalty");
        int every = penalty.whole("interval", 1);
        double[] paid = journal.penalties(every > 1 ? "D_reg" : "D");
        double factor = GoldenGame.penaltyFactor(penalty);
        double[] expectedLayout = new double[steps() * critics()];
        Arrays.fill(expectedLayout, Double.NaN);
        for (int i = 0; i < paid.length; i++) {
            expectedLayout[i * every] = paid[i] / factor;
        }
        ledger.check("loss.D_penalty", expectedLayout);
    }

    private void gradients(String player, GoldenNetwork network) {
        Map<Tensor, double[]> first = journal.firstGradients(player);
        network.weights()
                .forEach(
                        (name, weight) -> {
                            if (first.containsKey(weight)) {
                                ledger.check(
                                        "grad." + player + "." + name + ".0", first.get(weight));
                            }
                        });
    }

    private void weights(String prefix, GoldenNetwork network) {
        network.weights().forEach((name, weight) -> ledger.check(prefix + name, weight));
    }

    private void average(Run<?> run) {
        Map<Tensor, String> names = new LinkedHashMap<>();
        Tree.weights(generator.layers()).forEach((name, weight) -> names.put(weight, name));
        Map<String, Tensor> averages = run.state().get("average");
        generator
                .weights()
                .forEach(
                        (name, weight) ->
                                ledger.check(
                                        "final.G_ema." + name, averages.get(names.get(weight))));
        long batch = config().child("ema").whole("batch");
        ledger.check(
                "aux.ema_beta",
                IntStream.range(0, steps())
                        .mapToDouble(step -> pace().keep(step * batch, batch))
                        .toArray());
    }

    private void optimizerState(Run<?> run, String player, String phase, GoldenNetwork network) {
        Map<Tensor, String> names = new LinkedHashMap<>();
        Tree.leaves(run.gan(), Parameter.class)
                .forEach((name, parameter) -> names.put(parameter.value(), name));
        Map<String, Tensor> state = run.state().get("optimizers");
        double taken = state.get(phase + ":steps").item();
        network.weights()
                .forEach(
                        (name, weight) -> {
                            String stored = "state." + player + "." + name;
                            String slot = phase + ":" + names.get(weight);
                            ledger.check(stored + ".exp_avg", state.get(slot + ".mean"));
                            ledger.check(stored + ".exp_avg_sq", state.get(slot + ".square"));
                            ledger.check(stored + ".step", taken);
                        });
    }
}
