package dev.cardigan.lab;

import dev.cardigan.adversarial.Minimax;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.metric.Divergence;
import dev.cardigan.metric.Grid;
import dev.cardigan.metric.Points;
import dev.cardigan.metric.WassersteinDistance;
import dev.cardigan.report.Ink;
import dev.cardigan.report.LineChart;
import dev.cardigan.report.Panel;
import dev.cardigan.report.Point;
import dev.cardigan.report.Series;
import dev.cardigan.tensor.RandomSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Why the improved loss, and why Wasserstein: the generator's gradient under log(1 - D) and under
 * -log D as the discriminator grows sure of itself (Goodfellow et al. 2014, section 3; Arjovsky and
 * Bottou 2017, https://arxiv.org/abs/1701.04862), and how divergences see two supports that part
 * (Arjovsky et al. 2017, https://arxiv.org/abs/1701.07875, example 1).
 */
public final class Objectives {

    private static final int SAMPLES = 2000;
    private static final int SHIFTS = 60;
    private static final Grid LINE = Grid.of(1, 0, 3, 300);

    private final RandomSource latents;
    private final Notebook notebook;
    private final List<Point> saturating = new ArrayList<>();
    private final List<Point> improved = new ArrayList<>();

    public Objectives(RandomSource latents, Notebook notebook) {
        this.latents = latents;
        this.notebook = notebook;
    }

    /**
     * The two gradients against a discriminator.
     *
     * @param sureness mean D(G(z)): near 0 where D is sure
     * @param saturating norm of the gradient of log(1 - D(G(z)))
     * @param improved norm of the gradient of -log D(G(z))
     */
    public record Look(double sureness, double saturating, double improved) {}

    /** Measures both gradients of the resting generator, and writes them down. */
    public Look look(Play play, long step) {
        Points made = play.generated(latents, SAMPLES);
        double sure =
                Arrays.stream(play.scores(made)).map(Play::probability).average().orElseThrow();
        Look look =
                new Look(
                        sure,
                        play.generatorGradient(new Minimax(1), latents, SAMPLES),
                        play.generatorGradient(NonSaturating.plain(), latents, SAMPLES));
        notebook.measure(
                step,
                Map.of(
                        "meanProbability", look.sureness(),
                        "gradient/saturating", look.saturating(),
                        "gradient/improved", look.improved()));
        double x = Math.log10(look.sureness());
        saturating.add(new Point(x, Math.log10(look.saturating())));
        improved.add(new Point(x, Math.log10(look.improved())));
        Panel panel =
                Panel.of("log10 gradient over log10 D(G(z))", -8, 0, -8, 2)
                        .curve(saturating, Ink.GENERATED)
                        .curve(improved, Ink.THEORY)
                        .dots(saturating, Ink.GENERATED)
                        .dots(improved, Ink.THEORY);
        notebook.draw(
                step,
                Panel.row(
                        List.of(panel),
                        String.format(
                                Locale.ROOT, "STEP %d  D(G(Z)) %.1E", step, look.sureness())));
        return look;
    }

    /** The charts: gradients over sureness, and divergences over the distance of two supports. */
    public void chart() {
        notebook.chart(
                LineChart.of(
                                "Log10 of the generator's gradient",
                                List.of(
                                        new Series("saturating, log(1 - D)", saturating),
                                        new Series("improved, -log D", improved)))
                        .over("log10 of mean D(G(z))")
                        .svg());
        List<Point> kullbackLeibler = new ArrayList<>();
        List<Point> jensenShannon = new ArrayList<>();
        List<Point> wasserstein = new ArrayList<>();
        for (int i = 0; i <= SHIFTS; i++) {
            double shift = 2.0 * i / SHIFTS;
            double[] p = block(0);
            double[] q = block(shift);
            kullbackLeibler.add(new Point(shift, Divergence.kullbackLeibler(p, q)));
            jensenShannon.add(new Point(shift, Divergence.jensenShannon(p, q)));
            wasserstein.add(
                    new Point(
                            shift,
                            WassersteinDistance.ofHistograms(1, LINE.centres().axis(0), p, q)));
        }
        notebook.chart(
                LineChart.of(
                                "Two blocks of width 1 that part",
                                List.of(
                                        new Series("KL", kullbackLeibler),
                                        new Series("JS", jensenShannon),
                                        new Series("W1", wasserstein)))
                        .over("distance")
                        .svg());
        notebook.find(
                "KL is infinite as soon as something is left out, JS stays at log 2 = 0.693 once nothing is shared and pulls no more, W1 grows with the distance all the way.");
    }

    /** The shares of a uniform distribution over [shift, shift + 1]. */
    private static double[] block(double shift) {
        double[] shares = new double[LINE.cells()];
        int first = (int) Math.round(shift / LINE.volume());
        int width = (int) Math.round(1 / LINE.volume());
        Arrays.fill(shares, first, Math.min(first + width, shares.length), 1.0 / width);
        return shares;
    }
}
