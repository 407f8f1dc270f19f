package dev.cardigan.cli;

import dev.cardigan.adversarial.Phase;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.training.Hook;
import dev.cardigan.training.Run;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A run made to fail in one known way.
 *
 * @param name of the fault
 * @param paper trained
 * @param assignments its settings beyond those of all faults
 * @param tampering with its data
 * @param harm done to the run after each update from {@link #ONSET} on
 * @param updates for which the harm goes on; a fault of settings or data has none
 * @param names the verdicts that call it by its right name
 */
record Fault(
        String name,
        String paper,
        List<String> assignments,
        Tampering tampering,
        Consumer<Run<?>> harm,
        long updates,
        Set<String> names) {

    /** The step after which harm begins: by then the run has been examined as healthy. */
    static final long ONSET = 610;

    /** Without it the generator would choose one of the two. */
    private static final String COVERING = "penalties=[{regularizer: {r1: {gamma: 1}}, every: 1}]";

    private static final double SHUT = -100;

    private static final List<String> TOLD =
            List.of(
                    "generatorWidths=[128, 128]",
                    "discriminatorWidths=[128, 128]",
                    "dropout=0",
                    "latent=8",
                    "generator.adam.learningRate=1e-3",
                    "discriminator.adam.learningRate=1e-3");

    /** Every fault the doctor must know. */
    static List<Fault> all() {
        return List.of(
                harm("generator forced constant", 600, Fault::constant, "full collapse"),
                data(
                        "two modes of eight",
                        "gan",
                        List.of(COVERING),
                        Tampering.TWO_CLASSES,
                        "partial collapse"),
                data(
                        "fifty pictures by heart",
                        "gan",
                        List.of("data=builtin:digits", "size=16", "dropout=0"),
                        Tampering.FIFTY,
                        "memorising"),
                settings(
                        "discriminator's rate times 100",
                        "discriminator.adam.learningRate=0.1",
                        "oscillation",
                        "discriminator won",
                        "vanishing gradient"),
                settings(
                        "generator's rate times 100",
                        "generator.adam.learningRate=0.1",
                        "oscillation",
                        "generator won",
                        "dead units"),
                harm("dead rectifiers", 1, Fault::shut, "dead units"),
                data("labels shifted by one", "cgan", TOLD, Tampering.NEXT_LABEL, "wrong labels"),
                harm("NaN in a weight", 1, Fault::spoil, "not finite"));
    }

    private static Fault harm(String name, long updates, Consumer<Run<?>> harm, String verdict) {
        return new Fault(name, "gan", List.of(), Tampering.NONE, harm, updates, Set.of(verdict));
    }

    private static Fault data(
            String name,
            String paper,
            List<String> assignments,
            Tampering tampering,
            String verdict) {
        return new Fault(name, paper, assignments, tampering, run -> {}, 0, Set.of(verdict));
    }

    private static Fault settings(String name, String assignment, String... verdicts) {
        return new Fault(
                name, "gan", List.of(assignment), Tampering.NONE, run -> {}, 0, Set.of(verdicts));
    }

    /** The step its trouble begins at. */
    long onset() {
        return updates > 0 ? ONSET : 0;
    }

    /** The harm as something that happens during training. */
    Hook hook() {
        return new Hook() {
            private long done;

            @Override
            public void after(Run<?> run) {
                if (updates > done && run.step() >= ONSET) {
                    done++;
                    harm.accept(run);
                }
            }
        };
    }

    /** The generator's first weights are 0: every latent gives the same. */
    private static void constant(Run<?> run) {
        generator(run).get(0).value().fill(0);
    }

    /** Every hidden unit is closed: all biases but the last are far below 0. */
    private static void shut(Run<?> run) {
        List<Parameter> biases =
                generator(run).stream()
                        .filter(parameter -> parameter.value().dimensions() == 1)
                        .toList();
        biases.subList(0, biases.size() - 1).forEach(bias -> bias.value().fill(SHUT));
    }

    private static void spoil(Run<?> run) {
        generator(run).get(0).value().fill(Double.NaN);
    }

    private static List<Parameter> generator(Run<?> run) {
        return run.gan().phases().stream()
                .filter(phase -> phase.name().equals("generator"))
                .map(Phase::networks)
                .flatMap(List::stream)
                .flatMap(network -> network.parameters().stream())
                .toList();
    }
}
