package dev.cardigan.training.doctor;

import static dev.cardigan.training.doctor.Signal.*;

import dev.cardigan.adversarial.Phase;
import dev.cardigan.nn.Network;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.training.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How hard the players are pushed: the gradients that their last turns left behind, and how far one
 * step moves their weights. Looks at a part of every weight, so that it costs next to nothing.
 */
final class Effort {

    /** So many values of every weight are looked at for updates. */
    private static final int PART = 512;

    private static final String GENERATOR = "generator";
    private static final String DISCRIMINATOR = "discriminator";

    private final List<Parameter> generator;
    private final List<Parameter> discriminator;
    private double[] generatorBefore = {};
    private double[] discriminatorBefore = {};

    private Effort(List<Parameter> generator, List<Parameter> discriminator) {
        this.generator = generator;
        this.discriminator = discriminator;
    }

    static Effort of(Run<?> run) {
        return new Effort(parameters(run, GENERATOR), parameters(run, DISCRIMINATOR));
    }

    /** Those that the first phase of the name moves; none where the GAN has no such player. */
    private static List<Parameter> parameters(Run<?> run, String player) {
        for (Phase<?> phase : run.gan().phases()) {
            if (phase.name().equals(player)) {
                List<Parameter> moved = new ArrayList<>();
                for (Network network : phase.networks()) {
                    moved.addAll(network.parameters());
                }
                return moved;
            }
        }
        return List.of();
    }

    /** Remembers the weights of the step before an examination. */
    void remember() {
        generatorBefore = part(generator);
        discriminatorBefore = part(discriminator);
    }

    void measure(Map<Signal, Double> into) {
        put(into, GENERATOR_GRADIENT, gradientNorm(generator));
        put(into, DISCRIMINATOR_GRADIENT, gradientNorm(discriminator));
        put(into, GENERATOR_UPDATE, moved(generatorBefore, part(generator)));
        put(into, DISCRIMINATOR_UPDATE, moved(discriminatorBefore, part(discriminator)));
        put(into, DEAD, dead());
        generatorBefore = new double[0];
        discriminatorBefore = new double[0];
    }

    private static void put(Map<Signal, Double> into, Signal signal, double value) {
        if (Double.isFinite(value)) {
            into.put(signal, value);
        }
    }

    private static double[] part(List<Parameter> parameters) {
        return Gradient.untracked(
                () ->
                        Scope.tidy(
                                        () -> {
                                            List<Tensor> parts = new ArrayList<>();
                                            parameters.forEach(
                                                    each -> parts.add(part(each.value())));
                                            return parts.isEmpty()
                                                    ? new Read(new double[0])
                                                    : new Read(joined(parts).toDoubles());
                                        })
                                .values());
    }

    @SuppressWarnings("ArrayRecordComponent") // carries numbers out of a scope, never compared
    private record Read(double[] values) {}

    private static Tensor part(Tensor weight) {
        long count = Math.min(PART, weight.count());
        return weight.detach().contiguous().reshape(-1).narrow(0, 0, count);
    }

    private static Tensor joined(List<Tensor> parts) {
        Tensor[] rest = parts.subList(1, parts.size()).toArray(new Tensor[0]);
        return parts.get(0).cat(0, rest);
    }

    private static double moved(double[] before, double[] after) {
        if (before.length != after.length || after.length == 0) {
            return Double.NaN;
        }
        double way = 0;
        double norm = 0;
        for (int i = 0; i < after.length; i++) {
            way += (after[i] - before[i]) * (after[i] - before[i]);
            norm += before[i] * before[i];
        }
        return Math.sqrt(way / Math.max(norm, Double.MIN_NORMAL));
    }

    private static double gradientNorm(List<Parameter> parameters) {
        double squares = 0;
        boolean found = false;
        for (Parameter parameter : parameters) {
            double norm =
                    Scope.tidy(
                            () ->
                                    parameter
                                            .value()
                                            .gradient()
                                            .map(gradient -> gradient.norm().item())
                                            .orElse(Double.NaN));
            found |= Double.isFinite(norm);
            squares += Double.isFinite(norm) ? norm * norm : 0;
        }
        return found ? Math.sqrt(squares) : Double.NaN;
    }

    /**
     * Share of exact zeros in the gradients of the generator's hidden biases and scales, one for
     * each unit: behind a rectifier that is closed for the whole batch. The last such weight
     * belongs to the output.
     */
    private double dead() {
        List<Tensor> units = new ArrayList<>();
        return Scope.tidy(
                () -> {
                    for (Parameter parameter : generator) {
                        if (parameter.value().dimensions() == 1) {
                            parameter.value().gradient().ifPresent(units::add);
                        }
                    }
                    if (units.size() < 2) {
                        return Double.NaN;
                    }
                    Tensor hidden = joined(units.subList(0, units.size() - 1));
                    return hidden.abs().sign().mean().neg().add(1).item();
                });
    }
}
