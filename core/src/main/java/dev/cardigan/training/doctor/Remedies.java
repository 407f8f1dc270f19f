package dev.cardigan.training.doctor;

import dev.cardigan.training.Run;
import dev.cardigan.training.Treatment;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * Treats what can be treated: goes back to the last healthy checkpoint where weights are spoiled,
 * then changes rates, updates per turn, R1 or instance noise. Every dose is saved with the run, so
 * a run killed and resumed goes on under the same treatment. At most {@value #COURSES} courses.
 */
public final class Remedies implements Healer {

    /** A run that is still ill after so many changes needs a person. */
    public static final int COURSES = 6;

    /** More would flatten the discriminator to nothing. */
    private static final double MOST_R1 = 10;

    private static final String COURSE = "courses";
    private static final String GENERATOR = "generator";
    private static final String DISCRIMINATOR = "discriminator";

    private final WayBack wayBack;
    private final BiConsumer<Diagnosis, String> onTreated;

    /** To an earlier checkpoint. */
    @FunctionalInterface
    public interface WayBack {
        /**
         * Brings the run to its newest sound checkpoint no later than {@code step}, under the
         * treatment it has now.
         *
         * @return the step of that checkpoint; empty if there is none and nothing was changed
         */
        OptionalLong to(Run<?> run, long step, String reason);
    }

    /**
     * @param onTreated told the diagnosis and, in words, what was done
     */
    public Remedies(WayBack wayBack, BiConsumer<Diagnosis, String> onTreated) {
        this.wayBack = wayBack;
        this.onTreated = onTreated;
    }

    @Override
    public boolean treat(Run<?> run, Diagnosis diagnosis, long lastHealthy) {
        Treatment treatment = run.treatment();
        Verdict verdict = diagnosis.verdict();
        if (treatment.dose(COURSE) >= COURSES || verdict instanceof Verdict.WrongLabels) {
            return false;
        }
        String path = "";
        if (spoilsWeights(verdict)) {
            OptionalLong back = wayBack.to(run, Math.max(0, lastHealthy), verdict.title());
            path = back.isPresent() ? "went back to step " + back.getAsLong() + ", " : "";
        }
        treatment.give(COURSE, treatment.dose(COURSE) + 1);
        onTreated.accept(diagnosis, path + remedy(treatment, verdict));
        return true;
    }

    private static boolean spoilsWeights(Verdict verdict) {
        return verdict instanceof Verdict.Collapse
                || verdict instanceof Verdict.DeadUnits
                || verdict instanceof Verdict.Oscillation
                || verdict instanceof Verdict.VanishingGradient
                || verdict instanceof Verdict.DiscriminatorWon
                || verdict instanceof Verdict.Memorising;
    }

    private static String remedy(Treatment treatment, Verdict verdict) {
        if (verdict instanceof Verdict.Collapse) {
            boolean again = treatment.dose(Treatable.R1_DOSE) > 0;
            String flattened = flattened(treatment, 1);
            return again ? flattened + ", " + slowed(treatment, GENERATOR, 0.5) : flattened;
        }
        if (verdict instanceof Verdict.Oscillation oscillation) {
            return slowed(treatment, oscillation.player(), 0.1);
        }
        if (verdict instanceof Verdict.DeadUnits) {
            return slowed(treatment, GENERATOR, 0.3);
        }
        if (verdict instanceof Verdict.GeneratorWon) {
            int updates = treatment.extra(DISCRIMINATOR) + 1;
            treatment.giveExtra(DISCRIMINATOR, updates);
            return "%d more updates of the discriminator a step, ".formatted(updates)
                    + slowed(treatment, GENERATOR, 0.5);
        }
        if (verdict instanceof Verdict.Memorising) {
            return flattened(treatment, 10) + ", " + blurred(treatment);
        }
        if (verdict instanceof Verdict.NotFinite) {
            return slowed(treatment, GENERATOR, 0.5) + ", " + slowed(treatment, DISCRIMINATOR, 0.5);
        }
        return slowed(treatment, DISCRIMINATOR, 0.1) + ", " + blurred(treatment);
    }

    private static String slowed(Treatment treatment, String player, double factor) {
        treatment.slow(player, factor);
        return "learning rate of the %s times %.3g in all"
                .formatted(player, treatment.rate(player));
    }

    private static String flattened(Treatment treatment, double least) {
        double tripled = Math.min(MOST_R1, 3 * treatment.dose(Treatable.R1_DOSE));
        double gamma = Math.max(least, tripled);
        treatment.give(Treatable.R1_DOSE, gamma);
        return "R1 of %.3g".formatted(gamma);
    }

    private static String blurred(Treatment treatment) {
        double sigma = Math.max(0.1, 1.5 * treatment.dose(Treatable.NOISE_DOSE));
        treatment.give(Treatable.NOISE_DOSE, sigma);
        return "instance noise of %.3g".formatted(sigma);
    }
}
