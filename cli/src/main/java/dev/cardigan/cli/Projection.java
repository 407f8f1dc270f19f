package dev.cardigan.cli;

import dev.cardigan.data.Fit;
import dev.cardigan.data.Npy;
import dev.cardigan.data.NpyArray;
import dev.cardigan.data.PictureInput;
import dev.cardigan.data.Pictures;
import dev.cardigan.data.Sample;
import dev.cardigan.error.DataException;
import dev.cardigan.latent.Distance;
import dev.cardigan.latent.Projector;
import dev.cardigan.metric.Extractor;
import dev.cardigan.report.LineChart;
import dev.cardigan.report.Point;
import dev.cardigan.report.Series;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Brings a picture into the space of a run.
 *
 * @param where {@code w}, {@code w+} or {@code z}
 * @param samples of which the start is taken
 */
record Projection(
        LatentBench bench,
        Projector projector,
        String where,
        Path picture,
        Fit fit,
        int samples,
        long seed) {

    /** Samples painted at once where the nearest is looked for. */
    private static final int BATCH = 64;

    /** What was found, in Java memory. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    private record Result(
            Codes codes,
            byte[] target,
            List<Double> distances,
            double signalToNoise,
            double features) {}

    void run(LatentProjectCommand.By by, double pixelWeight, String choice) {
        if (by == LatentProjectCommand.By.PIXELS) {
            finish(found(Optional.empty(), 1, "pixels"), "pixels");
            return;
        }
        try (Extractor extractor = LatentExtractor.open(choice, bench)) {
            Extractor.requireChannels(extractor, bench.shape().channels(), bench.run().name());
            boolean both = by == LatentProjectCommand.By.BOTH;
            String eyes = "%s@%.12s".formatted(extractor.name(), extractor.hash());
            String inWords =
                    both
                            ? "features of %s + %s x pixels".formatted(eyes, pixelWeight)
                            : "features of " + eyes;
            finish(found(Optional.of(extractor), both ? pixelWeight : 0, inWords), inWords);
        }
    }

    private Result found(Optional<Extractor> extractor, double pixelWeight, String inWords) {
        bench.err().println("distance: " + inWords);
        return bench.generator()
                .ready(() -> Scope.tidy(() -> descended(target(), extractor, pixelWeight)));
    }

    private Tensor target() {
        List<PictureInput> inputs = Pictures.inputs(picture);
        if (inputs.size() != 1) {
            throw new DataException(
                    "%s: expected one picture, found %d".formatted(picture, inputs.size()));
        }
        return Sample.of(inputs.get(0).fitted(bench.shape(), fit), bench.generator().device())
                .real();
    }

    private Result descended(Tensor target, Optional<Extractor> extractor, double pixelWeight) {
        Distance distance =
                extractor
                        .map(eyes -> Distance.ofFeatures(target, eyes, pixelWeight))
                        .orElseGet(() -> Distance.ofPixels(target));
        Projector.Start start = Gradient.untracked(() -> start(distance));
        Countdown countdown = Countdown.of(bench.err(), projector.steps(), "steps of projection");
        Projector.Found found =
                projector.find(
                        bench.space(),
                        start,
                        distance,
                        new Randomness(seed).stream("projection"),
                        (step, apart) -> countdown.done(step));
        countdown.end();
        return Gradient.untracked(() -> judged(target, distance, start, found));
    }

    private Result judged(
            Tensor target, Distance distance, Projector.Start start, Projector.Found found) {
        Tensor again = bench.space().paint(found.codes(), start.classes(), found.noises());
        int[] classes = {(int) start.classes().toLongs()[0]};
        return new Result(
                Codes.of(found.codes(), classes, found.noises()),
                Sample.toBytes(target),
                found.distances(),
                distance.signalToNoise(again),
                distance.features(again).item());
    }

    private Projector.Start start(Distance distance) {
        Tensor codes = bench.many(seed, samples);
        int[] classes = bench.classes(samples);
        if (bench.space().name().equals("w")) {
            return Projector.Start.mean(codes, labels(classes, 0, 1));
        }
        List<Tensor> distances = new ArrayList<>();
        for (int first = 0; first < samples; first += BATCH) {
            int start = first;
            int now = Math.min(BATCH, samples - first);
            distances.add(
                    Scope.tidy(
                            () ->
                                    distance.of(
                                            bench.space()
                                                    .paint(
                                                            codes.narrow(0, start, now)
                                                                    .unsqueeze(1),
                                                            labels(classes, start, now),
                                                            List.of()))));
        }
        Tensor all = distances.get(0).cat(0, distances.stream().skip(1).toArray(Tensor[]::new));
        return Projector.Start.nearest(codes, labels(classes, 0, samples), all);
    }

    private Tensor labels(int[] classes, int start, int count) {
        long[] wide = Arrays.stream(classes, start, start + count).asLongStream().toArray();
        return Tensor.of(wide, count).to(bench.generator().device());
    }

    private void finish(Result result, String distance) {
        String stem = "projected-" + stem();
        Path file = bench.picture(stem);
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("target", String.valueOf(picture.getFileName()));
        settings.put("searched", where);
        settings.put("steps", projector.steps());
        settings.put("distance", distance);
        Sheet sheet =
                Sheet.of(result.codes(), 2)
                        .behind(result.target())
                        .labelled(List.of(), List.of("given", "found"));
        bench.write(file, sheet, "project", Long.toString(seed), settings);
        Path plain =
                file.resolveSibling(String.valueOf(file.getFileName()).replaceFirst("\\.png$", ""));
        writeCodes(plain.resolveSibling(plain.getFileName() + ".npy"), result);
        writeCurve(plain.resolveSibling(plain.getFileName() + "-distance.svg"), result);
        bench.say("PSNR", String.format(Locale.ROOT, "%.2f dB", result.signalToNoise()));
        if (!distance.equals("pixels")) {
            bench.say("feature distance", String.format(Locale.ROOT, "%.4f", result.features()));
        }
    }

    private String stem() {
        String name = String.valueOf(picture.getFileName()).replaceFirst("\\.[^.]*$", "");
        return name + "-" + where.replace("+", "-plus");
    }

    private void writeCodes(Path file, Result result) {
        float[] values = result.codes().values();
        long layers = bench.space().layers();
        long[] shape =
                bench.space().name().equals("w")
                        ? new long[] {1, layers, values.length / layers}
                        : bench.generator().latentShape();
        Npy.write(file, NpyArray.of(values, shape));
        bench.wrote(file);
    }

    private void writeCurve(Path file, Result result) {
        List<Point> points = new ArrayList<>();
        for (int step = 0; step < result.distances().size(); step++) {
            points.add(new Point(step + 1, result.distances().get(step)));
        }
        LineChart chart =
                LineChart.of("Distance", List.of(new Series("distance", points)))
                        .withLogarithmicValues();
        PointsOutput.write(file, chart.svg());
        bench.wrote(file);
    }
}
