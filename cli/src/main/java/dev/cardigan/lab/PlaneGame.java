package dev.cardigan.lab;

import dev.cardigan.data.Mixture;
import dev.cardigan.metric.Divergence;
import dev.cardigan.metric.Grid;
import dev.cardigan.metric.Histogram;
import dev.cardigan.metric.ModeCoverage;
import dev.cardigan.metric.Points;
import dev.cardigan.metric.WassersteinDistance;
import dev.cardigan.report.Ink;
import dev.cardigan.report.Panel;
import dev.cardigan.report.Point;
import dev.cardigan.tensor.RandomSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A game in the plane: where real and generated samples lie, what the discriminator thinks of every
 * place, which way it pulls a sample lying there, and how far the two clouds are apart.
 */
public final class PlaneGame {

    private static final int CELLS = 65;
    private static final int ARROWS = 17;

    /** Points whose exact distance is found by assignment, which grows with their cube. */
    private static final int ASSIGNED = 300;

    private static final int DOTS = 700;

    private final Points real;
    private final Optional<Mixture> law;
    private final RandomSource latents;
    private final Notebook notebook;
    private final double reach;
    private final Grid cells;

    /**
     * @param real points that are not trained on
     * @param law the modes, where the data has such
     * @param latents a stream that training does not draw from
     */
    public PlaneGame(Points real, Optional<Mixture> law, RandomSource latents, Notebook notebook) {
        this.real = real;
        this.law = law;
        this.latents = latents;
        this.notebook = notebook;
        this.reach = 1.3 * Arrays.stream(real.flattened()).map(Math::abs).max().orElse(1);
        this.cells = Grid.of(2, -reach, reach, CELLS);
    }

    /**
     * What a look finds.
     *
     * @param accuracyReal share of real points that D takes for real
     * @param accuracyFake share of generated points that D takes for generated
     * @param jensenShannon of both clouds counted in cells, in nats; two samples of one law have
     *     some too
     * @param wasserstein exact W1 between some points of both
     * @param coverage of the modes, where the data has such
     */
    public record Look(
            double accuracyReal,
            double accuracyFake,
            double jensenShannon,
            double wasserstein,
            Optional<ModeCoverage> coverage) {

        private Map<String, Double> numbers() {
            Map<String, Double> numbers = new LinkedHashMap<>();
            numbers.put("accuracy/real", accuracyReal);
            numbers.put("accuracy/fake", accuracyFake);
            numbers.put("jensenShannon", jensenShannon);
            numbers.put("wasserstein1", wasserstein);
            coverage.ifPresent(
                    found -> {
                        numbers.put("modes", (double) found.modes());
                        numbers.put("highQualityShare", found.highQualityShare());
                        numbers.put("reverseKullbackLeibler", found.reverseKullbackLeibler());
                    });
            return numbers;
        }

        private String caption(long step) {
            String modes =
                    coverage.map(
                                    found ->
                                            String.format(
                                                    Locale.ROOT,
                                                    "  MODES %d  GOOD %.0f%%",
                                                    found.modes(),
                                                    100 * found.highQualityShare()))
                            .orElse("");
            return String.format(
                            Locale.ROOT,
                            "STEP %d  D RIGHT %.0f%% / %.0f%%  JS %.3f  W1 %.3f",
                            step,
                            100 * accuracyReal,
                            100 * accuracyFake,
                            jensenShannon,
                            wasserstein)
                    + modes;
        }
    }

    /** Measures the game as it is now, writes the numbers down and draws. */
    public Look look(Play play, long step) {
        Points made = play.generated(latents, real.count());
        Histogram counted = Histogram.of(cells, made);
        double[] onReal = play.scores(real);
        double[] onFake = play.scores(made);
        // The boundary that the loss has, or midway between the mean scores of a critic.
        double boundary = play.loss().boundary().orElse((mean(onReal) + mean(onFake)) / 2);
        int assigned = Math.min(ASSIGNED, real.count());
        Look look =
                new Look(
                        mean(
                                Arrays.stream(onReal)
                                        .map(score -> score > boundary ? 1 : 0)
                                        .toArray()),
                        mean(
                                Arrays.stream(onFake)
                                        .map(score -> score < boundary ? 1 : 0)
                                        .toArray()),
                        Divergence.jensenShannon(
                                Histogram.of(cells, real).shares(), counted.shares()),
                        WassersteinDistance.between(
                                1, real.slice(0, assigned), made.slice(0, assigned)),
                        law.map(mixture -> ModeCoverage.of(mixture, made)));
        notebook.measure(step, look.numbers());
        notebook.draw(step, Panel.row(panels(play, made, counted), look.caption(step)));
        return look;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private List<Panel> panels(Play play, Points made, Histogram madeCount) {
        double[] realHeat = heat(Histogram.of(cells, real).densities());
        double[] madeHeat = heat(madeCount.densities());
        double[] surface = play.scores(cells.centres());
        double most =
                Arrays.stream(surface).map(Math::abs).filter(Double::isFinite).max().orElse(1);
        double[] likesReal = Arrays.stream(surface).map(score -> score / most).toArray();
        double[] likesFake = Arrays.stream(surface).map(score -> -score / most).toArray();
        List<Point> dots = Curves.cloud(made.slice(0, Math.min(DOTS, made.count())));
        return List.of(
                square("real and generated")
                        .heat(realHeat, CELLS, CELLS, Ink.REAL)
                        .heat(madeHeat, CELLS, CELLS, Ink.GENERATED),
                square("D: blue real, green fake")
                        .heat(likesReal, CELLS, CELLS, Ink.LEARNED)
                        .heat(likesFake, CELLS, CELLS, Ink.THEORY)
                        .dots(dots, Ink.GENERATED),
                pulls(play).dots(dots, Ink.GENERATED));
    }

    private Panel square(String title) {
        return Panel.square(title, -reach, reach);
    }

    /** Full ink from a third of the largest density on, so that thin places are seen too. */
    private static double[] heat(double[] densities) {
        double largest = Arrays.stream(densities).max().orElse(0);
        return Arrays.stream(densities)
                .map(density -> largest == 0 ? 0 : Math.sqrt(3 * density / largest))
                .toArray();
    }

    /** Arrows as long as a cell where the pull is strongest, by the square root elsewhere. */
    private Panel pulls(Play play) {
        Grid places = Grid.of(2, -reach, reach, ARROWS);
        Points from = places.centres();
        Points pulls = play.pulls(from);
        double strongest = 0;
        for (int i = 0; i < pulls.count(); i++) {
            strongest = Math.max(strongest, Math.hypot(pulls.at(i, 0), pulls.at(i, 1)));
        }
        double cell = 2 * reach / ARROWS;
        List<Point> by = new ArrayList<>();
        for (int i = 0; i < pulls.count(); i++) {
            double length = Math.hypot(pulls.at(i, 0), pulls.at(i, 1));
            double scale = length == 0 ? 0 : cell * Math.sqrt(length / strongest) / length;
            by.add(new Point(pulls.at(i, 0) * scale, pulls.at(i, 1) * scale));
        }
        return square("pull on the generator").arrows(Curves.cloud(from), by, Ink.FORCE);
    }
}
