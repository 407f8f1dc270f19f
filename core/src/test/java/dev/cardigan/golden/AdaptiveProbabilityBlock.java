package dev.cardigan.golden;

import dev.cardigan.augment.AdaptiveProbability;
import dev.cardigan.tensor.Tensor;

/** The controller of ADA over given scores, with and without an upper bound. */
final class AdaptiveProbabilityBlock {

    private AdaptiveProbabilityBlock() {}

    static void run(GoldenFile file, Ledger ledger) {
        Config cases = file.config().child("cases");
        for (String name : cases.keys()) {
            Tensor logits = file.tensor("input." + name + ".logits");
            Trace free = trace(cases.child(name), logits, Double.POSITIVE_INFINITY);
            Trace clamped = trace(cases.child(name), logits, 1);
            ledger.check("expected." + name + ".r", free.meanSigns());
            ledger.check("expected." + name + ".p", free.probabilities());
            ledger.check("expected." + name + ".p_clamped", clamped.probabilities());
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Trace(double[] meanSigns, double[] probabilities) {}

    private static Trace trace(Config config, Tensor logits, double most) {
        int interval = config.whole("interval");
        AdaptiveProbability controller =
                AdaptiveProbability.of(
                        config.number("target"), interval, config.number("speed_images"), most, 0);
        int adjustments = Math.toIntExact(logits.size(0)) / interval;
        double[] meanSigns = new double[adjustments];
        double[] probabilities = new double[adjustments];
        for (int i = 0; i < adjustments * interval; i++) {
            controller.observe(logits.select(0, i));
            meanSigns[i / interval] = controller.meanSign();
            probabilities[i / interval] = controller.probability();
        }
        return new Trace(meanSigns, probabilities);
    }
}
