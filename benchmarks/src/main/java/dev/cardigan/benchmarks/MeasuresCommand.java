package dev.cardigan.benchmarks;

import dev.cardigan.benchmarks.plain.PlainMeasures;
import dev.cardigan.metric.FrechetDistance;
import dev.cardigan.metric.KernelDistance;
import dev.cardigan.metric.Manifolds;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times the measures of features against the same operations written straight in libtorch. */
@Command(
        name = "measures",
        description = {
            "Times the measures of features against the same operations straight in libtorch.",
            "Both take turns in one process and must find the same number.",
            "Example: measures --rounds 5"
        })
final class MeasuresCommand implements Callable<Integer> {

    private static final long NEIGHBOURS = 5;

    /** Both sides sum in F64, in another order. */
    private static final double ALIKE = 1e-6;

    /** Least seconds of a turn: one call of the short ones tells more of the memory's state. */
    private static final double TURN = 0.5;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Turns of each (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the engine (default: all cores).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Spec private CommandSpec spec = CommandSpec.create();

    private record Race(String name, DoubleSupplier cardigan, DoubleSupplier plain) {}

    @Override
    public Integer call() {
        Threads.use(threads);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%-32s %12s %12s %8s%n",
                "medians of " + rounds, "Cardigan s", "libtorch s", "ratio");
        Scope.run(() -> races().forEach(race -> run(race, out)));
        return 0;
    }

    private static List<Race> races() {
        RandomStream random = RandomStream.seeded(1);
        Tensor small = random.normal(10_000, 128);
        Tensor other = random.normal(10_000, 128).add(0.1);
        Tensor wide = random.normal(10_000, 2048);
        Tensor otherWide = random.normal(10_000, 2048).add(0.1);
        FrechetDistance.Moments moments = FrechetDistance.Moments.of(wide);
        FrechetDistance.Moments otherMoments = FrechetDistance.Moments.of(otherWide);
        Tensor some = small.narrow(0, 0, 1000);
        Tensor others = other.narrow(0, 0, 1000);
        return List.of(
                new Race(
                        "FID, 10,000 x 128",
                        () -> FrechetDistance.between(small, other).value(),
                        () -> PlainMeasures.frechet(small.handle(), other.handle())),
                new Race(
                        "FID, 10,000 x 2,048",
                        () -> FrechetDistance.between(wide, otherWide).value(),
                        () -> PlainMeasures.frechet(wide.handle(), otherWide.handle())),
                new Race(
                        "root of a 2,048 x 2,048 matrix",
                        () -> FrechetDistance.between(moments, otherMoments).traceRoot(),
                        () ->
                                PlainMeasures.traceRoot(
                                        moments.root().handle(), otherMoments.root().handle())),
                new Race(
                        "KID, a subset of 1,000 x 128",
                        () -> KernelDistance.unbiased(some, others),
                        () -> PlainMeasures.kernel(some.handle(), others.handle())),
                new Race(
                        "neighbourhoods, 10,000 x 128",
                        () ->
                                Scope.tidy(
                                        () ->
                                                Manifolds.radii(small, (int) NEIGHBOURS)
                                                        .sum()
                                                        .item()),
                        () -> PlainMeasures.radii(small.handle(), NEIGHBOURS)));
    }

    private void run(Race race, PrintWriter out) {
        List<Double> cardigan = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        for (int round = -1; round < rounds; round++) {
            // Who comes second may find the memory that the first one gave back: they take turns.
            boolean cardiganFirst = round % 2 == 0;
            double[] ahead = timed(cardiganFirst ? race.cardigan() : race.plain());
            double[] after = timed(cardiganFirst ? race.plain() : race.cardigan());
            double[] one = cardiganFirst ? ahead : after;
            double[] other = cardiganFirst ? after : ahead;
            if (Math.abs(one[1] - other[1]) > ALIKE * Math.max(1, Math.abs(other[1]))) {
                throw new IllegalStateException(
                        "%s: Cardigan found %s, libtorch %s"
                                .formatted(race.name(), one[1], other[1]));
            }
            if (round >= 0) { // the first turn warms up
                cardigan.add(one[0]);
                plain.add(other[0]);
            }
        }
        out.printf(
                "%-32s %12.3f %12.3f %8.2f%n",
                race.name(), median(cardigan), median(plain), median(cardigan) / median(plain));
        out.flush();
    }

    /** The mean time of as many calls as fill a turn, and what the last one found. */
    private static double[] timed(DoubleSupplier body) {
        long start = System.nanoTime();
        int calls = 0;
        double value;
        double seconds;
        do {
            value = body.getAsDouble();
            calls++;
            seconds = (System.nanoTime() - start) / 1e9;
        } while (seconds < TURN);
        return new double[] {seconds / calls, value};
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
