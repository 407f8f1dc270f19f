package dev.cardigan.benchmarks.harness;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DivergedException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import picocli.CommandLine.Option;

/** How long a contestant warms up and measures; every contestant takes these options. */
public final class WindowPlan {

    /** The first steps build primitives and grow memory pools; the second still differs. */
    private static final int LEAST_WARM_UP_STEPS = 2;

    private static final double NANOSECONDS = 1e9;

    @Option(
            names = "--windows",
            paramLabel = "N",
            defaultValue = "3",
            description = "Measured windows in each process (default: ${DEFAULT-VALUE}).")
    private int windows;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "2",
            description = "Least length of a window, in seconds (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            defaultValue = "1",
            description = "Least warm-up, in seconds (default: ${DEFAULT-VALUE}).")
    private double warmUp;

    /** For picocli, which fills in the options. */
    public WindowPlan() {}

    private WindowPlan(int windows, double seconds, double warmUp) {
        this.windows = windows;
        this.seconds = seconds;
        this.warmUp = warmUp;
    }

    /**
     * A plan of {@code windows} windows of at least {@code seconds} after {@code warmUp} seconds.
     */
    public static WindowPlan of(int windows, double seconds, double warmUp) {
        return new WindowPlan(windows, seconds, warmUp);
    }

    /** How many windows each process measures. */
    public int windows() {
        return windows;
    }

    /** The options that give another process this plan. */
    List<String> toArguments() {
        return List.of("--windows=" + windows, "--seconds=" + seconds, "--warm-up=" + warmUp);
    }

    /**
     * @throws ConfigException if there would be nothing to measure
     */
    public void check() {
        if (windows < 1 || !(seconds > 0) || !(warmUp >= 0)) {
            throw new ConfigException(
                    "The windows measure nothing: expected --windows of at least 1, --seconds above 0 and --warm-up of 0 or more, found %d, %s and %s."
                            .formatted(windows, seconds, warmUp));
        }
    }

    /**
     * Warms up, then measures; each window holds whole steps only and is handed on when it ends.
     *
     * @throws DivergedException if a step's result is not finite: such a step did other work
     */
    public void measure(Workload workload, Consumer<Window> windowEnded) {
        measure(workload, windowEnded, System::nanoTime);
    }

    void measure(Workload workload, Consumer<Window> windowEnded, LongSupplier clock) {
        repeat(workload, warmUp, LEAST_WARM_UP_STEPS, clock);
        for (int window = 0; window < windows; window++) {
            windowEnded.accept(repeat(workload, seconds, 1, clock));
        }
    }

    private static Window repeat(
            Workload workload, double leastSeconds, int leastSteps, LongSupplier clock) {
        workload.begin();
        long started = clock.getAsLong();
        long steps = 0;
        double result = 0;
        double elapsed = 0;
        while (steps < leastSteps || elapsed < leastSeconds || steps % workload.period() != 0) {
            result = workload.step();
            steps++;
            elapsed = (clock.getAsLong() - started) / NANOSECONDS;
        }
        if (!Double.isFinite(result)) {
            throw new DivergedException(
                    "%s is no measurement: expected a finite result, found %s after %d steps. Lower the learning rate of this contestant."
                            .formatted(workload.measure(), result, steps));
        }
        double rate = steps * workload.unitsPerStep() / elapsed;
        return Window.ended(
                workload.measure(),
                rate,
                workload.unit(),
                elapsed,
                "%d steps, last result %.4g".formatted(steps, result));
    }
}
