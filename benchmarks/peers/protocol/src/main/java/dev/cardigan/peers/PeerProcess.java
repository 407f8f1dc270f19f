package dev.cardigan.peers;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The process side of a peer: warms up, measures whole steps and prints a window a line, as the
 * harness of {@code benchmarks} reads it ({@code dev.cardigan.benchmarks.harness.Window}).
 *
 * @param windows how many
 * @param seconds least length of each
 * @param warmUp least length of what is not measured, in seconds
 */
public record PeerProcess(int windows, double seconds, double warmUp) {

    /** As the harness demands of everyone. */
    private static final int LEAST_WARM_UP_STEPS = 2;

    private static final double NANOSECONDS = 1e9;

    public PeerProcess {
        if (windows < 1 || !(seconds > 0) || !(warmUp >= 0)) {
            throw new IllegalArgumentException(
                    "The windows measure nothing: expected --windows of at least 1, --seconds above 0 and --warm-up of 0 or more, found %d, %s and %s."
                            .formatted(windows, seconds, warmUp));
        }
    }

    /**
     * Of {@code --windows=N --seconds=S --warm-up=S}, each optional.
     *
     * @throws IllegalArgumentException on any other argument
     */
    public static PeerProcess of(String... arguments) {
        PeerProcess process = new PeerProcess(3, 2, 1);
        for (String argument : arguments) {
            String[] pair = argument.split("=", 2);
            String value = pair.length == 2 ? pair[1] : "";
            process =
                    switch (pair[0]) {
                        case "--windows" ->
                                new PeerProcess(
                                        Integer.parseInt(value), process.seconds, process.warmUp);
                        case "--seconds" ->
                                new PeerProcess(
                                        process.windows, Double.parseDouble(value), process.warmUp);
                        case "--warm-up" ->
                                new PeerProcess(
                                        process.windows,
                                        process.seconds,
                                        Double.parseDouble(value));
                        default ->
                                throw new IllegalArgumentException(
                                        "Expected --windows=N, --seconds=S or --warm-up=S, found "
                                                + argument);
                    };
        }
        return process;
    }

    /**
     * Trains and prints {@code training fp32} in pictures a second.
     *
     * @param step does one step of both players, waits for it and returns its loss
     * @throws IllegalStateException if a loss is not finite: such a step did other work
     */
    public void train(DoubleSupplier step, PrintStream out) {
        train(step, System::nanoTime, out);
    }

    void train(DoubleSupplier step, LongSupplier clock, PrintStream out) {
        repeat(step, warmUp, LEAST_WARM_UP_STEPS, clock);
        for (int window = 0; window < windows; window++) {
            out.println(repeat(step, seconds, 1, clock).toJson(peakBytes()));
            out.flush();
        }
    }

    private static Stretch repeat(
            DoubleSupplier step, double leastSeconds, int leastSteps, LongSupplier clock) {
        long started = clock.getAsLong();
        long steps = 0;
        double loss = 0;
        double elapsed = 0;
        while (steps < leastSteps || elapsed < leastSeconds) {
            loss = step.getAsDouble();
            steps++;
            elapsed = (clock.getAsLong() - started) / NANOSECONDS;
        }
        if (!Double.isFinite(loss)) {
            throw new IllegalStateException(
                    "This is no measurement: expected a finite loss, found %s after %d steps."
                            .formatted(loss, steps));
        }
        return new Stretch(steps, elapsed, loss);
    }

    /** The most memory this process has had in RAM, see proc(5); empty where Linux is not. */
    private static OptionalLong peakBytes() {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            // Refused, as in some sandboxes: the peak is then not known.
            return OptionalLong.empty();
        }
    }

    private record Stretch(long steps, double seconds, double loss) {

        String toJson(OptionalLong peakBytes) {
            return String.format(
                    Locale.ROOT,
                    "{\"measure\":\"training fp32\",\"value\":%s,\"unit\":\"img/s\",\"seconds\":%s,\"detail\":\"%d steps, last result %.4g\",\"peakBytes\":%s}",
                    steps * Dcgan64.BATCH / seconds,
                    seconds,
                    steps,
                    loss,
                    peakBytes.isPresent() ? Long.toString(peakBytes.getAsLong()) : "null");
        }
    }
}
