package dev.cardigan.cli;

import dev.cardigan.evaluation.Evaluator;
import dev.cardigan.evaluation.Progressed;
import dev.cardigan.report.HumanUnits;
import dev.cardigan.training.Hook;
import dev.cardigan.training.Run;
import dev.cardigan.training.Saver;
import java.util.Map;
import java.util.Optional;

/**
 * Tells every score that decides, and saves the best wherever it comes, not only where a checkpoint
 * is due.
 */
record BestKept(Evaluator evaluator, Saver saver, Screen screen) implements Hook {

    @Override
    public void after(Run<?> run) {
        Optional<Progressed.Value> found = evaluator.measuredAt(run.step());
        if (found.isEmpty()) {
            return;
        }
        boolean best = evaluator.isBest(run.step());
        screen.say(
                "Measured at step %s: %s %s%s"
                        .formatted(
                                HumanUnits.count(run.step()),
                                evaluator.deciding(),
                                HumanUnits.number(found.get().score()),
                                best ? ", the best so far" : ""));
        screen.event(
                "score",
                Map.of(
                        "step", run.step(),
                        "name", evaluator.deciding(),
                        // JSON has no infinity.
                        "value", Double.toString(found.get().score()),
                        "best", best));
        if (best) {
            saver.save(run);
        }
    }

    /** What was best in the end, if anything was measured. */
    static void tell(Evaluator evaluator, Screen screen) {
        evaluator
                .best()
                .ifPresent(
                        value ->
                                screen.say(
                                        "Best %s: %s at step %s, whose checkpoint is kept."
                                                .formatted(
                                                        evaluator.deciding(),
                                                        HumanUnits.number(value.score()),
                                                        HumanUnits.count(value.step()))));
    }
}
