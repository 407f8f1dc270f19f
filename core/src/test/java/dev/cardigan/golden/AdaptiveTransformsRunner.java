package dev.cardigan.golden;

import dev.cardigan.augment.AdaptiveTransforms;
import dev.cardigan.augment.Strengths;
import dev.cardigan.augment.Transform;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * ADA's transforms: alone, in groups and all together with the same parameters for every sample,
 * and at random with every draw written down.
 */
final class AdaptiveTransformsRunner implements Runner {

    private static final Map<String, Transform> NAMES =
            Map.ofEntries(
                    Map.entry("xflip", Transform.X_FLIP),
                    Map.entry("rotate90", Transform.QUARTER_TURN),
                    Map.entry("xint", Transform.INTEGER_SHIFT),
                    Map.entry("scale", Transform.SCALE),
                    Map.entry("rotate", Transform.ROTATION),
                    Map.entry("aniso", Transform.STRETCH),
                    Map.entry("xfrac", Transform.FRACTIONAL_SHIFT),
                    Map.entry("brightness", Transform.BRIGHTNESS),
                    Map.entry("contrast", Transform.CONTRAST),
                    Map.entry("lumaflip", Transform.LUMA_FLIP),
                    Map.entry("hue", Transform.HUE),
                    Map.entry("saturation", Transform.SATURATION),
                    Map.entry("imgfilter", Transform.BAND_FILTER),
                    Map.entry("noise", Transform.NOISE),
                    Map.entry("cutout", Transform.CUTOUT));

    @Override
    public boolean takes(GoldenFile file) {
        return file.id().startsWith("ADA augmentation pipeline, ");
    }

    @Override
    public String kind(GoldenFile file) {
        return "network ADA transforms";
    }

    @Override
    public Bound bound(GoldenFile file) {
        return Bound.ofNetwork(file);
    }

    @Override
    public void run(GoldenFile file, Ledger ledger) {
        if (file.config().has("draws")) {
            written(file, ledger);
            return;
        }
        for (Config each : file.config().children("cases")) {
            fixed(file, ledger, each);
        }
    }

    private static List<Transform> transforms(Config config) {
        List<Transform> transforms = new ArrayList<>();
        ((List<?>) config.values().get("enable")).forEach(name -> transforms.add(named(name)));
        return transforms;
    }

    private static Transform named(Object name) {
        Transform found = NAMES.get(String.valueOf(name));
        if (found == null) {
            throw new IllegalArgumentException("no transform " + name);
        }
        return found;
    }

    private static Strengths strengths(Config changed) {
        Strengths paper = Strengths.PAPER;
        List<Double> bands =
                changed.has("imgfilter_bands")
                        ? ((List<?>) changed.values().get("imgfilter_bands"))
                                .stream().map(each -> ((Number) each).doubleValue()).toList()
                        : paper.bands();
        return new Strengths(
                changed.number("xint_max", paper.integerShift()),
                changed.number("scale_std", paper.scale()),
                changed.number("rotate_max", paper.rotation()),
                changed.number("aniso_std", paper.stretch()),
                changed.number("xfrac_std", paper.fractionalShift()),
                changed.number("brightness_std", paper.brightness()),
                changed.number("contrast_std", paper.contrast()),
                changed.number("hue_max", paper.hue()),
                changed.number("saturation_std", paper.saturation()),
                bands,
                changed.number("imgfilter_std", paper.band()),
                changed.number("noise_std", paper.noise()),
                changed.number("cutout_size", paper.cutout()));
    }

    private static void fixed(GoldenFile file, Ledger ledger, Config each) {
        String name = each.text("name");
        String kind = each.text("images");
        Percentile draws =
                new Percentile(
                        new Script(),
                        file.config().whole("batch"),
                        each.number("debug_percentile"));
        List<Transform> transforms = transforms(each);
        draws.write(transforms, kind.equals("rgb"), file.tensor("input.noise_" + kind));
        Tensor pictures = file.tensor("input." + kind).requireGradient(each.flag("gradient"));
        Tensor made =
                AdaptiveTransforms.of(transforms, strengths(each.child("extra")))
                        .apply(pictures, 1, draws.script());
        draws.script().assertExhausted();
        ledger.check("output." + name, made.detach());
        if (each.flag("gradient")) {
            Tensor scalar = made.mul(file.tensor("input.cotangent_" + kind)).sum();
            ledger.check(
                    "grad." + name + ".images",
                    Gradient.of(scalar, List.of(pictures), false).get(0));
        }
    }

    private static void written(GoldenFile file, Ledger ledger) {
        Script script = new Script();
        for (Config draw : file.config().children("draws")) {
            String name = draw.text("name");
            Tensor values = shaped(name, file.tensor("input." + name));
            if (draw.text("distribution").equals("N(0,1)")) {
                script.normal(name, values);
            } else {
                script.uniform(name, values);
            }
        }
        Tensor pictures = file.tensor("input.images").requireGradient(true);
        Tensor made =
                AdaptiveTransforms.of(transforms(file.config()), Strengths.PAPER)
                        .apply(pictures, file.config().number("p"), script);
        script.assertExhausted();
        ledger.check("output.images", made.detach());
        Tensor scalar = made.mul(file.tensor("input.cotangent")).sum();
        ledger.check("grad.images", Gradient.of(scalar, List.of(pictures), false).get(0));
    }

    /** The numbers of a draw in the shape in which they are asked for here. */
    private static Tensor shaped(String name, Tensor values) {
        if (name.equals("draw.noise.value")) {
            return values;
        }
        long batch = values.size(0);
        return name.endsWith(".gate")
                ? values.reshape(batch)
                : values.reshape(batch, values.count() / batch);
    }

    /** By bisection of the error function's series: tests need no speed. */
    private static double inverseErrorFunction(double value) {
        double low = -4;
        double high = 4;
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (errorFunction(middle) < value) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double errorFunction(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 200; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    /**
     * Draws that make every transform happen with its parameter at a percentile of its
     * distribution, as the reference's deterministic mode does: normal numbers are erfinv(2 p - 1),
     * without the factor sqrt 2, magnitudes erfinv(p), and the rotation after stretching is none.
     */
    private record Percentile(Script script, int batch, double percentile) {

        void write(List<Transform> all, boolean coloured, Tensor noise) {
            for (Transform transform : Transform.values()) {
                if (!all.contains(transform)) {
                    if (transform == Transform.STRETCH && all.contains(Transform.ROTATION)) {
                        uniform(0.5, 1);
                    }
                    continue;
                }
                switch (transform) {
                    case X_FLIP, QUARTER_TURN, ROTATION, LUMA_FLIP -> uniform(percentile, 1);
                    case INTEGER_SHIFT -> uniform(percentile, 2);
                    case SCALE, BRIGHTNESS, CONTRAST -> normal(1);
                    case STRETCH -> {
                        normal(1);
                        if (all.contains(Transform.ROTATION)) {
                            uniform(0.5, 1);
                        }
                    }
                    case FRACTIONAL_SHIFT -> normal(2);
                    case HUE -> {
                        if (coloured) {
                            uniform(percentile, 1);
                        }
                    }
                    case SATURATION -> {
                        if (coloured) {
                            normal(1);
                        }
                    }
                    case BAND_FILTER -> {
                        for (int band = 0; band < 4; band++) {
                            normal(1);
                        }
                    }
                    case NOISE -> {
                        value(inverseErrorFunction(percentile));
                        script.normal("noise", noise);
                    }
                    case CUTOUT -> {
                        gate();
                        script.uniform("centre", Tensor.full(percentile, batch, 2));
                    }
                }
            }
        }

        private void uniform(double at, long width) {
            script.uniform("value", Tensor.full(at, batch, width));
            gate();
        }

        private void normal(long width) {
            double at = inverseErrorFunction(2 * percentile - 1);
            script.normal("value", Tensor.full(at, batch, width));
            gate();
        }

        private void value(double magnitude) {
            script.normal("magnitude", Tensor.full(magnitude, batch, 1));
            gate();
        }

        private void gate() {
            script.uniform("gate", Tensor.zeros(batch));
        }
    }
}
