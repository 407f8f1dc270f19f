package dev.cardigan.benchmarks.harness;

import java.util.List;
import java.util.Optional;

/**
 * One program that is measured in a process of its own. Its main class takes the options of {@link
 * WindowPlan} after its own arguments and prints a {@link Window} a line.
 *
 * @param name as in the report and in {@code --only}
 * @param mainClass the class whose {@code main} runs
 * @param arguments its own arguments
 * @param environment what the native libraries read
 * @param yardstick how to compare it with the machine; empty if it is itself a peak
 * @param build where its main class is; empty if it is on this process's class path
 */
public record Contestant(
        String name,
        String mainClass,
        List<String> arguments,
        NativeEnvironment environment,
        Optional<Yardstick> yardstick,
        Optional<OtherBuild> build) {

    public Contestant {
        arguments = List.copyOf(arguments);
    }

    /** A contestant that trains, compared with the machine by a yardstick. */
    public static Contestant of(
            String name,
            Class<?> main,
            List<String> arguments,
            NativeEnvironment environment,
            Yardstick yardstick) {
        return new Contestant(
                name,
                main.getName(),
                arguments,
                environment,
                Optional.of(yardstick),
                Optional.empty());
    }

    /** A contestant that measures the machine's own peak. */
    public static Contestant peak(
            String name, Class<?> main, List<String> arguments, NativeEnvironment environment) {
        return new Contestant(
                name, main.getName(), arguments, environment, Optional.empty(), Optional.empty());
    }

    /** Whether it can be started: built apart or not at all. */
    public boolean wasBuilt() {
        return build.isEmpty() || build.get().wasBuilt();
    }

    /** Whether it measures the machine rather than a training loop. */
    public boolean isPeak() {
        return yardstick.isEmpty();
    }

    /**
     * How to turn a rate into a share of the machine.
     *
     * @param flopsPerUnit floating-point operations in one unit of work
     * @param peakMeasure the measure, in GFLOP/s, that is 100 %
     * @param formula how they were counted, for people
     */
    public record Yardstick(double flopsPerUnit, String peakMeasure, String formula) {}
}
