package dev.cardigan.benchmarks.harness;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.EngineException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How long a whole process takes from its start to its end, wall clock: what a person waits for
 * {@code --help} or for the first training step.
 *
 * @param name what it is, for people
 * @param command the command line
 * @param seconds one time for each run, in order; the first may pay for cold disk caches
 */
public record StartTime(String name, List<String> command, List<Double> seconds) {

    private static final double NANOSECONDS = 1e9;

    public StartTime {
        command = List.copyOf(command);
        seconds = List.copyOf(seconds);
    }

    /**
     * Runs the command {@code runs} times, one after the other, its output thrown away.
     *
     * @throws ConfigException if {@code runs} is less than 1 or there is no such command
     * @throws EngineException if it ends with another code than 0, for then it did not do its work
     */
    public static StartTime of(String name, List<String> command, int runs) {
        if (runs < 1) {
            throw new ConfigException(
                    "No start can be timed: expected --runs of at least 1, found " + runs + ".");
        }
        List<Double> seconds = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            seconds.add(time(command));
        }
        return new StartTime(name, command, seconds);
    }

    public double minimum() {
        return Collections.min(seconds);
    }

    public double median() {
        return Summary.median(seconds.stream().mapToDouble(Double::doubleValue).toArray());
    }

    public double maximum() {
        return Collections.max(seconds);
    }

    /** One line for people. */
    public String toText() {
        return String.format(
                Locale.ROOT,
                "min %.3f s, median %.3f s, max %.3f s, first %.3f s over %d runs: %s",
                minimum(),
                median(),
                maximum(),
                seconds.get(0),
                seconds.size(),
                name);
    }

    private static double time(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        long started = System.nanoTime();
        Process process = start(builder);
        try {
            int code = process.waitFor();
            double seconds = (System.nanoTime() - started) / NANOSECONDS;
            if (code == 0) {
                return seconds;
            }
            throw new EngineException(
                    "%s ended with code %d: expected 0, or the time says nothing. Run it by hand to see why."
                            .formatted(String.join(" ", command), code));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("Timing was interrupted.", e);
        } finally {
            ChildJvm.destroy(process);
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ConfigException(
                    "There is no such command to time: " + e.getMessage() + ". Give a path to it.",
                    e);
        }
    }
}
