package dev.cardigan.training.doctor;

import dev.cardigan.training.doctor.Verdict.AtEquilibrium;
import dev.cardigan.training.doctor.Verdict.Collapse;
import dev.cardigan.training.doctor.Verdict.DeadUnits;
import dev.cardigan.training.doctor.Verdict.DiscriminatorWon;
import dev.cardigan.training.doctor.Verdict.GeneratorWon;
import dev.cardigan.training.doctor.Verdict.Healthy;
import dev.cardigan.training.doctor.Verdict.Memorising;
import dev.cardigan.training.doctor.Verdict.NotFinite;
import dev.cardigan.training.doctor.Verdict.Oscillation;
import dev.cardigan.training.doctor.Verdict.TooEarly;
import dev.cardigan.training.doctor.Verdict.VanishingGradient;
import dev.cardigan.training.doctor.Verdict.WrongLabels;
import java.util.Map;

/**
 * What verdicts are called, what they mean, and what to do.
 *
 * @param title short, for lines and tables
 * @param sentence in plain words
 * @param action the one thing to do; empty where all is well
 */
record Words(String title, String sentence, String action) {

    private static final Map<Class<? extends Verdict>, Words> PLAIN =
            Map.of(
                    TooEarly.class,
                            new Words(
                                    "too early to say",
                                    "Too few examinations to say anything.",
                                    ""),
                    Healthy.class, new Words("healthy", "Nothing points to a known trouble.", ""),
                    AtEquilibrium.class,
                            new Words(
                                    "at equilibrium",
                                    "The discriminator can only guess and the samples stand still: this is what training looks for.",
                                    ""),
                    DeadUnits.class,
                            new Words(
                                    "dead units",
                                    "Nearly all hidden units of the generator are closed for every input, so it cannot learn.",
                                    "train a new run with a smaller step: --set generator.adam.learningRate=1e-4"),
                    VanishingGradient.class,
                            new Words(
                                    "vanishing gradient",
                                    "The discriminator is so sure of itself that the generator hears nothing from it.",
                                    "use the improved loss: --set loss=nonSaturating"),
                    DiscriminatorWon.class,
                            new Words(
                                    "discriminator won",
                                    "The discriminator is right about everything and the samples stay far from the data.",
                                    "slow it down: --set discriminator.adam.learningRate=5e-5"),
                    GeneratorWon.class,
                            new Words(
                                    "generator won",
                                    "The discriminator takes nearly everything for real although the samples are unlike the data.",
                                    "let the discriminator move more often: --set discriminatorSteps=3"),
                    Memorising.class,
                            new Words(
                                    "memorising",
                                    "The players know the training samples by heart instead of what they have in common.",
                                    "give more data; with what there is: --set 'penalties=[{regularizer: {r1: {gamma: 10}}, every: 1}]'"),
                    WrongLabels.class,
                            new Words(
                                    "wrong labels",
                                    "Samples asked for by class differ from class to class but look like another class of the data.",
                                    "look at what belongs to each class: cardigan data inspect DATA --wall wall.png"));

    static Words of(Verdict verdict) {
        if (verdict instanceof Collapse collapse) {
            return collapse(collapse);
        }
        if (verdict instanceof Oscillation oscillation) {
            return oscillation(oscillation.player());
        }
        if (verdict instanceof NotFinite notFinite) {
            return new Words(
                    "not finite",
                    "NaN or infinity came up: " + notFinite.origin() + ".",
                    "bound the gradients: --set 'generatorBounds=[{clipNorm: {max: 1, order: 2}}]' --set 'discriminatorBounds=[{clipNorm: {max: 1, order: 2}}]'");
        }
        Words plain = PLAIN.get(verdict.getClass());
        if (plain == null) {
            throw new IllegalStateException("no words for " + verdict);
        }
        return plain;
    }

    private static Words collapse(Collapse collapse) {
        String modes =
                collapse.modes().isPresent()
                        ? " It draws %d %s of the data."
                                .formatted(
                                        collapse.modes().getAsInt(),
                                        collapse.modes().getAsInt() == 1 ? "mode" : "modes")
                        : "";
        String cure =
                "flatten the discriminator around the data: --set 'penalties=[{regularizer: {r1: {gamma: 1}}, every: 1}]'";
        return collapse.full()
                ? new Words(
                        "full collapse",
                        "Whatever the latent, the generator draws the same." + modes,
                        cure)
                : new Words(
                        "partial collapse",
                        "The generator leaves out large parts of the data." + modes,
                        cure);
    }

    private static Words oscillation(String player) {
        return new Words(
                "oscillation",
                "The players chase each other in circles; the steps of the %s are too large."
                        .formatted(player),
                "slow it down: --set %s.adam.learningRate=1e-4".formatted(player));
    }
}
