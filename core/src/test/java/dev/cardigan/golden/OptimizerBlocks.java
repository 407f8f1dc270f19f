package dev.cardigan.golden;

import dev.cardigan.nn.Network;
import dev.cardigan.optim.GradientClip;
import dev.cardigan.optim.Gradients;
import dev.cardigan.optim.MovingAverage;
import dev.cardigan.optim.MovingAverage.Pace;
import dev.cardigan.optim.Optimizer;
import dev.cardigan.optim.Rule;
import dev.cardigan.optim.Schedule;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Rules, clipping, averages and schedules alone, on stored gradients and weights. */
final class OptimizerBlocks {

    private OptimizerBlocks() {}

    /** Every rule twice: in place through the optimizer, and in its differentiable form. */
    static void rules(GoldenFile file, Ledger ledger) {
        Tensor gradients = file.tensor("input.gradient");
        Config rules = file.config().child("rules");
        for (String name : rules.keys()) {
            Rule rule = GoldenGame.rule(rules.child(name));
            Tensor start = file.tensor("init.p.theta");
            ledger.check("expected." + name, inPlace(rule, start, gradients));
            ledger.check("expected." + name, differentiable(rule, start, gradients));
        }
    }

    private static Tensor inPlace(Rule rule, Tensor start, Tensor gradients) {
        Parameter parameter = new Parameter(start.clone(true));
        List<Tensor> path = new ArrayList<>();
        try (Optimizer optimizer = Optimizer.of(rule, Map.of("theta", parameter))) {
            for (int step = 0; step < gradients.size(0); step++) {
                optimizer.step(
                        Gradients.of(List.of(gradients.select(0, step))), rule.learningRate());
                path.add(parameter.value().clone(true));
            }
        }
        return stacked(path);
    }

    private static Tensor differentiable(Rule rule, Tensor start, Tensor gradients) {
        Tensor weight = start;
        List<Tensor> slots = rule.slots().stream().map(unused -> start.zerosLike()).toList();
        List<Tensor> path = new ArrayList<>();
        for (int step = 0; step < gradients.size(0); step++) {
            Rule.Moved moved =
                    rule.move(
                            weight,
                            gradients.select(0, step),
                            slots,
                            rule.learningRate(),
                            step + 1);
            weight = moved.weight();
            slots = moved.slots();
            path.add(weight);
        }
        return stacked(path);
    }

    private static Tensor stacked(List<Tensor> rows) {
        Tensor[] all = rows.stream().map(row -> row.unsqueeze(0)).toArray(Tensor[]::new);
        return all[0].cat(0, Arrays.copyOfRange(all, 1, all.length));
    }

    static void clipping(GoldenFile file, Ledger ledger) {
        List<String> names = List.of("a", "b", "c");
        List<Tensor> gradients = names.stream().map(n -> file.tensor("input.g." + n)).toList();
        Config max = file.config().child("max");
        for (String kind : max.keys()) {
            GradientClip clip = clip(kind, max.number(kind));
            List<Tensor> clipped = clip.onGradients(gradients);
            for (int i = 0; i < names.size(); i++) {
                ledger.check("expected." + kind + "." + names.get(i), clipped.get(i));
            }
            if (clip instanceof GradientClip.Norm norm) {
                ledger.check("expected." + kind + ".total", norm.total(gradients));
            }
        }
    }

    private static GradientClip clip(String kind, double max) {
        return switch (kind) {
            case "value" -> GradientClip.byValue(max);
            case "inf" -> new GradientClip.Norm(max, Double.POSITIVE_INFINITY);
            case "l1" -> new GradientClip.Norm(max, 1);
            case "l2_active", "l2_inactive" -> GradientClip.byNorm(max);
            default -> throw new IllegalArgumentException("no clip for " + kind);
        };
    }

    private record Single(Parameter weight) implements Network {}

    static void average(GoldenFile file, Ledger ledger) {
        Tensor weights = file.tensor("input.w");
        Config cases = file.config().child("cases");
        for (String name : cases.keys()) {
            Config each = cases.child(name);
            Pace pace =
                    new Pace.HalfLife(each.number("half_life_images"), each.number("rampup", 0));
            long batch = each.whole("batch");
            int steps = (int) weights.size(0);
            ledger.check(
                    "expected." + name + ".beta",
                    IntStream.range(0, steps)
                            .mapToDouble(step -> pace.keep(step * batch, batch))
                            .toArray());
            ledger.check(
                    "expected." + name + ".ema",
                    followed(pace, file.tensor("init.ema.w"), weights, batch));
        }
    }

    private static Tensor followed(Pace pace, Tensor start, Tensor weights, long batch) {
        Single network = new Single(new Parameter(start));
        List<Tensor> path = new ArrayList<>();
        try (MovingAverage average = MovingAverage.of(network, pace)) {
            for (int step = 0; step < weights.size(0); step++) {
                network.weight().value().set(weights.select(0, step));
                average.follow(step * batch, batch);
                path.add(average.averages().get("weight").clone(true));
            }
        }
        return stacked(path);
    }

    static void schedules(GoldenFile file, Ledger ledger) {
        Config config = file.config();
        long steps = config.whole("N");
        double rate = config.number("lr0");
        long hold = config.whole("n0");
        long decay = config.whole("n1");
        Map<String, Schedule> schedules = new LinkedHashMap<>();
        schedules.put("linear_after_half", new Schedule.Linear(steps / 2, steps / 2));
        // CycleGAN's formula counts from t + 1 and reaches 0 one epoch after the last.
        schedules.put("linear_epochs", new Schedule.Linear(hold - 1, decay + 1));
        schedules.put("linear_to_zero", new Schedule.Linear(0, steps));
        schedules.put("cosine", new Schedule.Cosine(steps, config.number("lr_min") / rate));
        schedules.put("exponential", new Schedule.Exponential(config.number("gamma_exponential")));
        schedules.put(
                "step", new Schedule.Steps(config.number("gamma_step"), config.whole("size")));
        double[] at = file.tensor("input.t").toDoubles();
        schedules.forEach(
                (name, schedule) ->
                        ledger.check(
                                "expected." + name,
                                Arrays.stream(at)
                                        .map(step -> rate * schedule.factor((long) step))
                                        .toArray()));
    }
}
