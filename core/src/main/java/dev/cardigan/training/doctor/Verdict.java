package dev.cardigan.training.doctor;

import java.util.OptionalInt;

/** What the doctor makes of the last examinations. */
public sealed interface Verdict {

    /** Too few examinations to say anything. */
    record TooEarly() implements Verdict {}

    /** Nothing points to a known disease. */
    record Healthy() implements Verdict {}

    /** Healthy, and the discriminator can only guess. */
    record AtEquilibrium() implements Verdict {}

    /**
     * The generator draws the same again and again.
     *
     * @param full whether nearly all samples are one
     * @param modes of the data that it still draws, where they can be counted
     */
    record Collapse(boolean full, OptionalInt modes) implements Verdict {}

    /** Hidden units of the generator are closed for all inputs. */
    record DeadUnits() implements Verdict {}

    /** The generator hears nothing from the discriminator any more. */
    record VanishingGradient() implements Verdict {}

    /** The discriminator is right about everything and the generator stays far from the data. */
    record DiscriminatorWon() implements Verdict {}

    /** The discriminator takes generated samples for real although they are not like the data. */
    record GeneratorWon() implements Verdict {}

    /**
     * The players chase each other in steps that are too large.
     *
     * @param player whose steps are the larger ones
     */
    record Oscillation(String player) implements Verdict {}

    /** The discriminator knows its training samples by heart. */
    record Memorising() implements Verdict {}

    /** Samples asked for by class look like another. */
    record WrongLabels() implements Verdict {}

    /**
     * NaN or infinity.
     *
     * @param origin what was found where, as the guard says it
     */
    record NotFinite(String origin) implements Verdict {}

    /** Whether it is a disease. */
    default boolean isAlarm() {
        return !(this instanceof TooEarly
                || this instanceof Healthy
                || this instanceof AtEquilibrium);
    }

    /** Short, for lines and tables. */
    default String title() {
        return Words.of(this).title();
    }

    /** A sentence in plain words. */
    default String sentence() {
        return Words.of(this).sentence();
    }

    /** The one thing to do; empty where all is well. */
    default String action() {
        return Words.of(this).action();
    }
}
