package dev.cardigan.cli;

import dev.cardigan.config.Doc;
import dev.cardigan.error.Require;
import dev.cardigan.evaluation.Evaluator;
import dev.cardigan.evaluation.Extractors;
import dev.cardigan.evaluation.Measures;

/** How a run is measured while it trains; see {@code docs/guide/measures.md}. */
public record Evaluation(
        @Doc(value = "between measurements of the averaged weights; 0 for none", unit = "steps")
                long every,
        @Doc("measures, separated by commas; the first decides which checkpoint is best")
                String metric,
        @Doc(value = "drawn for each measurement", unit = "samples") int samples,
        @Doc(
                        value = "without a better score until training stops; 0 for never",
                        unit = "measurements")
                int patience,
        @Doc(
                        "auto trains one on labelled data; random; inception:FILE; or a file of 'measure train-extractor'")
                String extractor) {

    /** Not measured while training. */
    static final Evaluation OFF = new Evaluation(0, "fid", 5000, 0, Extractors.AUTO);

    public Evaluation {
        Require.notNegative("evaluate.every", every);
        Require.positive("evaluate.samples", samples);
        Require.notNegative("evaluate.patience", patience);
        Measures.named(metric);
    }

    boolean isOn() {
        return every > 0;
    }

    Evaluator.Protocol protocol(long seed) {
        return new Evaluator.Protocol(every, Measures.named(metric), samples, patience, seed);
    }
}
