package dev.cardigan.golden;

import dev.cardigan.nn.Mode;
import dev.cardigan.nn.SpectralNorm;
import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;
import java.util.List;

/** Spectral norm of single weights over three training forwards and one in evaluation mode. */
final class SpectralNormBlock {

    private static final int TRAINING_FORWARDS = 3;

    private SpectralNormBlock() {}

    static void run(GoldenFile file, Ledger ledger) {
        Config cases = file.config().child("cases");
        for (String name : cases.keys()) {
            new Case(file, ledger, name, layer(file, name, cases.child(name).whole("out_axis")))
                    .run();
        }
    }

    private static SpectralNorm layer(GoldenFile file, String name, int outAxis) {
        String prefix = "init." + name + ".";
        return new SpectralNorm(
                new Parameter(file.tensor(prefix + "weight")),
                new Buffer(file.tensor(prefix + "u")),
                new Buffer(file.tensor(prefix + "v")),
                outAxis);
    }

    private record Case(GoldenFile file, Ledger ledger, String name, SpectralNorm layer) {

        void run() {
            String expected = "expected." + name + ".";
            double[] sigma = new double[TRAINING_FORWARDS + 1];
            for (int i = 0; i < TRAINING_FORWARDS; i++) {
                sigma[i] = forward(i);
            }
            sigma[TRAINING_FORWARDS] = Mode.EVALUATION.during(() -> forward(TRAINING_FORWARDS));
            ledger.check(expected + "sigma", sigma);
            double top = file.tensor(expected + "true_sigma").item();
            double slack = file.tolerance().number("rtol");
            ledger.require(
                    expected + "true_sigma",
                    sigma[TRAINING_FORWARDS] <= top * (1 + slack),
                    "an estimate of %s is above the largest singular value %s"
                            .formatted(sigma[TRAINING_FORWARDS], top));
        }

        /** Compares weight, u and v after one forward; returns sigma. */
        private double forward(int number) {
            Tensor raw = layer.parameter().value();
            raw.requireGradient(true);
            Tensor normalised = layer.value();
            compareGradient(number, normalised, raw);
            raw.requireGradient(false);
            check("weight", number, normalised.detach());
            check("u", number, layer.u().value());
            check("v", number, layer.v().value());
            // weight = sigma * normalised, so sigma is their ratio along the weight itself.
            return raw.square().sum().div(raw.mul(normalised.detach()).sum()).item();
        }

        private void compareGradient(int number, Tensor normalised, Tensor raw) {
            Tensor upstream = file.tensor("input." + name + ".upstream");
            Tensor scalar = normalised.mul(upstream).sum();
            Tensor gradient = Gradient.of(scalar, List.of(raw), false).get(0);
            String stored = "grad." + name + ".weight." + number;
            if (file.has(stored)) {
                ledger.check(stored, gradient);
            }
        }

        private void check(String what, int number, Tensor found) {
            String stored = "expected." + name + "." + what + "." + number;
            if (file.has(stored)) {
                ledger.check(stored, found);
            }
        }
    }
}
