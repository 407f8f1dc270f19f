package dev.cardigan.benchmarks;

import dev.cardigan.benchmarks.GrowthPoint.Axis;
import dev.cardigan.benchmarks.harness.ChildJvm;
import dev.cardigan.benchmarks.harness.Contestant;
import dev.cardigan.benchmarks.harness.JsonFile;
import dev.cardigan.benchmarks.harness.Outcome;
import dev.cardigan.benchmarks.harness.Report;
import dev.cardigan.benchmarks.harness.Rounds;
import dev.cardigan.benchmarks.harness.WindowPlan;
import dev.cardigan.error.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how speed and memory grow with batch, resolution and width. */
@Command(
        name = "growth",
        description = {
            "Measures how time and memory grow with batch, side and width of a DCGAN.",
            "Each training has a process of its own; exponents are fitted. One large batch is trained",
            "whole and in parts whose gradients are accumulated, as 'cardigan train --set",
            "accumulate=4' does.",
            "Example: growth --batches 16,64 --sides 64 --widths 32 --rounds 1"
        })
final class GrowthCommand implements Callable<Integer> {

    @Option(
            names = "--batches",
            paramLabel = "N",
            split = ",",
            defaultValue = "16,32,64,128",
            description = "Pictures in a batch (default: ${DEFAULT-VALUE}).")
    private List<Integer> batches = List.of();

    @Option(
            names = "--sides",
            paramLabel = "N",
            split = ",",
            defaultValue = "32,64,128",
            description = "Sides of the pictures, powers of two (default: ${DEFAULT-VALUE}).")
    private List<Integer> sides = List.of();

    @Option(
            names = "--widths",
            paramLabel = "N",
            split = ",",
            defaultValue = "16,32,64",
            description = "Channels at the largest resolution (default: ${DEFAULT-VALUE}).")
    private List<Integer> widths = List.of();

    @Option(
            names = "--base",
            paramLabel = "N",
            split = ",",
            defaultValue = "64,64,32",
            description =
                    "Batch, side and width that stay while another grows (default:"
                            + " ${DEFAULT-VALUE}).")
    private List<Integer> base = List.of();

    @Option(
            names = "--large",
            paramLabel = "N",
            defaultValue = "256",
            description =
                    "The batch that is trained whole and in parts; 0 for none (default:"
                            + " ${DEFAULT-VALUE}).")
    private int large;

    @Option(
            names = "--accumulate",
            paramLabel = "N",
            defaultValue = "4",
            description = "In so many parts (default: ${DEFAULT-VALUE}).")
    private int accumulate;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds over all trainings (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also write everything measured to this file, as JSON.")
    private Optional<Path> json = Optional.empty();

    @Mixin private WindowPlan plan = WindowPlan.of(1, 1, 1);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        check();
        Map<Axis, List<Integer>> axes = new EnumMap<>(Axis.class);
        axes.put(Axis.BATCH, batches);
        axes.put(Axis.SIDE, sides);
        axes.put(Axis.WIDTH, widths);
        GrowthPoint crossing = new GrowthPoint(base.get(0), base.get(1), base.get(2), 1);
        List<GrowthPoint> points = points(axes, crossing);
        int cores = Runtime.getRuntime().availableProcessors();
        List<Contestant> contestants =
                points.stream().map(point -> point.contestant(cores)).toList();
        Rounds race = Rounds.of(ChildJvm.within(Benchmark.PROCESS_LIMIT), plan, this::tell);
        List<Outcome> outcomes = race.idle(contestants, rounds);
        GrowthReport report =
                GrowthReport.of(axes, crossing, points, Report.of(contestants, outcomes));
        PrintWriter out = spec.commandLine().getOut();
        out.print(report.toText());
        out.flush();
        json.ifPresent(file -> JsonFile.write(file, report.toJson()));
        return 0;
    }

    private List<GrowthPoint> points(Map<Axis, List<Integer>> axes, GrowthPoint crossing) {
        Set<GrowthPoint> points = new LinkedHashSet<>();
        points.add(GrowthPoint.FLOOR);
        axes.forEach(
                (axis, values) -> values.forEach(value -> points.add(axis.at(crossing, value))));
        if (large > 0) {
            points.add(new GrowthPoint(large, crossing.side(), crossing.width(), 1));
            points.add(
                    new GrowthPoint(
                            large / accumulate, crossing.side(), crossing.width(), accumulate));
        }
        return new ArrayList<>(points);
    }

    private void check() {
        plan.check();
        if (rounds < 1 || base.size() != 3) {
            throw new ConfigException(
                    "There is nothing to measure: expected --rounds of at least 1 and three numbers for --base, found %d and %s."
                            .formatted(rounds, base));
        }
        checkEach("--batches", batches, 1);
        checkEach("--widths", widths, 1);
        checkEach("--sides", sides, 16);
        checkEach("--base", base, 1);
        checkEach("--base", List.of(base.get(1)), 16);
        List<Integer> allSides = new ArrayList<>(sides);
        allSides.add(base.get(1));
        for (int side : allSides) {
            if (Integer.bitCount(side) != 1) {
                throw new ConfigException(
                        "A side: expected a power of two from 16, found " + side + ".");
            }
        }
        if (large < 0 || accumulate < 1 || large % accumulate != 0) {
            throw new ConfigException(
                    "--large: expected 0 or a multiple of --accumulate, which is %d, found %d."
                            .formatted(accumulate, large));
        }
    }

    private static void checkEach(String option, List<Integer> values, int least) {
        for (int value : values) {
            if (value < least) {
                throw new ConfigException(
                        "%s: expected numbers of at least %d, found %d."
                                .formatted(option, least, value));
            }
        }
    }

    private void tell(Outcome outcome) {
        PrintWriter err = spec.commandLine().getErr();
        err.printf(
                "round %d: %s, %.1f s%n", outcome.round(), outcome.contestant(), outcome.seconds());
        err.flush();
    }
}
