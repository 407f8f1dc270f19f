package dev.cardigan.training;

/** Lets tests of other packages take single steps of a run. */
public final class Steps {

    private Steps() {}

    /** One step: every side takes its turn. */
    public static void advance(Run<?> run) {
        run.advance();
    }
}
