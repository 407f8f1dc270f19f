package dev.cardigan.cli;

import dev.cardigan.error.ConfigException;
import dev.cardigan.latent.Directions;
import dev.cardigan.latent.Layers;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Moves codes along directions. */
final class LatentEdit {

    private LatentEdit() {}

    /**
     * A direction at strength 1.
     *
     * @param layers that it moves
     */
    record Push(Tensor step, Layers layers) {}

    /**
     * @throws ConfigException if the directions are of another space or length
     */
    static void requireFitting(LatentBench bench, Directions directions, String file) {
        boolean fits =
                directions.space().equals(bench.space().name())
                        && directions.length() == bench.space().length()
                        && directions.layers().last() < bench.space().layers();
        if (!fits) {
            throw new ConfigException(
                    "%s: expected directions in %s of length %d and up to %d layers, found %s of length %d in layers %s"
                            .formatted(
                                    file,
                                    bench.space().name(),
                                    bench.space().length(),
                                    bench.space().layers(),
                                    directions.space(),
                                    directions.length(),
                                    directions.layers()));
        }
    }

    /** One code by every direction, a row each, at every strength. */
    static Codes rows(
            LatentBench bench,
            Tensor code,
            int[] classes,
            Directions directions,
            List<Double> strengths) {
        List<Tensor> all = new ArrayList<>();
        for (int row = 0; row < directions.count(); row++) {
            Tensor step = step(bench, directions.step(row));
            for (double strength : strengths) {
                all.add(directions.layers().moved(code, step.mul(strength)));
            }
        }
        int[] labels = new int[all.size()];
        Arrays.fill(labels, classes[0]);
        return Codes.of(all.get(0).cat(0, all.stream().skip(1).toArray(Tensor[]::new)), labels);
    }

    /** Every code, a row each, by all pushes together at every strength. */
    static Codes columns(Tensor codes, int[] classes, List<Push> pushes, List<Double> strengths) {
        List<Tensor> all = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int row = 0; row < classes.length; row++) {
            for (double strength : strengths) {
                Tensor code = codes.narrow(0, row, 1);
                for (Push push : pushes) {
                    code = push.layers().moved(code, push.step().mul(strength));
                }
                all.add(code);
                labels.add(classes[row]);
            }
        }
        return Codes.of(
                all.get(0).cat(0, all.stream().skip(1).toArray(Tensor[]::new)),
                labels.stream().mapToInt(Integer::intValue).toArray());
    }

    /** [1, 1, length]. */
    static Tensor step(LatentBench bench, float[] step) {
        return Tensor.of(step, 1, 1, step.length).to(bench.generator().device());
    }

    static String inWords(double strength) {
        String text = String.format(Locale.ROOT, "%+.1f", strength);
        return text.replaceFirst("\\.0$", "").replaceFirst("^[+-]0$", "0");
    }
}
