package dev.cardigan.lab;

import dev.cardigan.metric.Density;
import dev.cardigan.metric.Grid;
import dev.cardigan.metric.Histogram;
import dev.cardigan.metric.OptimalDiscriminator;
import dev.cardigan.report.Ink;
import dev.cardigan.report.LineChart;
import dev.cardigan.report.Panel;
import dev.cardigan.report.Point;
import dev.cardigan.report.Series;
import dev.cardigan.tensor.RandomSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A game on a line whose data density is known: what the discriminator has learned beside the best
 * there is, D*(x) = p(x) / (p(x) + q(x)), and what the game is worth beside -log 4 + 2 JS. The
 * generated density q is counted. Goodfellow et al. 2014, https://arxiv.org/abs/1406.2661, figure
 * 1.
 */
public final class TwoGaussians {

    private static final Grid LINE = Grid.of(1, -5, 5, 125);
    private static final double HIGHEST = 1;

    /** Where p + q is below this share of its largest value no sample tells D anything. */
    private static final double SUPPORT = 0.01;

    private final Density data;
    private final RandomSource latents;
    private final Notebook notebook;
    private final int counted;

    /**
     * @param data the density p of the data
     * @param latents a stream that training does not draw from
     * @param counted samples that the generated density is counted from
     */
    public TwoGaussians(Density data, RandomSource latents, Notebook notebook, int counted) {
        this.data = data;
        this.latents = latents;
        this.notebook = notebook;
        this.counted = counted;
    }

    /**
     * What a look finds.
     *
     * @param gap mean of |D - D*| over the support, every place alike
     * @param weightedGap the same, every place as often as real and generated samples fall there
     * @param value of the game with D as it is
     * @param bestValue of the game at D*: -log 4 + 2 JS
     * @param jensenShannon JS(p, q), in nats
     */
    public record Look(
            double gap, double weightedGap, double value, double bestValue, double jensenShannon) {

        /** How far the value lies from that at D*, as a share of it. */
        public double valueError() {
            return Math.abs(value - bestValue) / Math.abs(bestValue);
        }
    }

    /** Compares, writes the numbers down and draws. */
    public Look look(Play play, long step) {
        double[] p = LINE.densities(data);
        double[] q = Histogram.of(LINE, play.generated(latents, counted)).densities();
        double[] logits = play.scores(LINE.centres());
        double[] learned = new double[p.length];
        double[] best = new double[p.length];
        double largest = 0;
        for (int i = 0; i < p.length; i++) {
            learned[i] = Play.probability(logits[i]);
            best[i] = p[i] / (p[i] + q[i]);
            largest = Math.max(largest, p[i] + q[i]);
        }
        Look look = compare(p, q, learned, best, SUPPORT * largest);
        notebook.measure(step, numbers(look));
        draw(step, look, List.of(p, q, learned, best));
        return look;
    }

    private static Look compare(
            double[] p, double[] q, double[] learned, double[] best, double least) {
        double gap = 0;
        double weighted = 0;
        double weights = 0;
        double value = 0;
        double bestValue = 0;
        int places = 0;
        for (int i = 0; i < p.length; i++) {
            if (p[i] + q[i] > least) {
                gap += Math.abs(learned[i] - best[i]);
                places++;
            }
            double both = p[i] + q[i];
            weighted += both == 0 ? 0 : both * Math.abs(learned[i] - best[i]);
            weights += both;
            value += worth(p[i], q[i], learned[i]) * LINE.volume();
            bestValue += worth(p[i], q[i], best[i]) * LINE.volume();
        }
        return new Look(
                gap / places,
                weighted / weights,
                value,
                bestValue,
                OptimalDiscriminator.jensenShannonOf(bestValue));
    }

    /** p log D + q log(1 - D); 0 log 0 counts as 0. */
    private static double worth(double p, double q, double d) {
        double real = p == 0 ? 0 : p * Math.log(d);
        return q == 0 ? real : real + q * Math.log(1 - d);
    }

    private static Map<String, Double> numbers(Look look) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("value/learned", look.value());
        numbers.put("value/best", look.bestValue());
        numbers.put("value/least", OptimalDiscriminator.LEAST_VALUE);
        numbers.put("jensenShannon", look.jensenShannon());
        numbers.put("gap/over the support", look.gap());
        numbers.put("gap/over the samples", look.weightedGap());
        return numbers;
    }

    private void draw(long step, Look look, List<double[]> lines) {
        Panel densities =
                Panel.of("real and generated density", -5, 5, 0, HIGHEST)
                        .curve(Curves.over(LINE, lines.get(0)), Ink.REAL)
                        .curve(Curves.over(LINE, lines.get(1)), Ink.GENERATED);
        Panel discriminators =
                Panel.of("D learned and D best", -5, 5, 0, 1)
                        .curve(List.of(new Point(-5, 0.5), new Point(5, 0.5)), Ink.FAINT)
                        .curve(Curves.over(LINE, lines.get(3)), Ink.THEORY)
                        .curve(Curves.over(LINE, lines.get(2)), Ink.LEARNED);
        notebook.draw(
                step,
                Panel.row(
                        List.of(densities, discriminators),
                        String.format(
                                Locale.ROOT,
                                "STEP %d  V %.3f  BEST %.3f  JS %.3f  GAP %.3f",
                                step,
                                look.value(),
                                look.bestValue(),
                                look.jensenShannon(),
                                look.gap())));
    }

    /** The densities and both discriminators as charts of the report. */
    public void chart(Play play) {
        double[] p = LINE.densities(data);
        double[] q = Histogram.of(LINE, play.generated(latents, counted)).densities();
        double[] learned = play.scores(LINE.centres());
        double[] best = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            learned[i] = Play.probability(learned[i]);
            best[i] = p[i] / (p[i] + q[i]);
        }
        notebook.chart(
                LineChart.of(
                                "Densities",
                                List.of(
                                        new Series("data", Curves.over(LINE, p)),
                                        new Series("generated, counted", Curves.over(LINE, q))))
                        .over("x")
                        .svg());
        notebook.chart(
                LineChart.of(
                                "Discriminator",
                                List.of(
                                        new Series("learned", Curves.over(LINE, learned)),
                                        new Series("best, p / (p + q)", Curves.over(LINE, best))))
                        .over("x")
                        .svg());
    }
}
