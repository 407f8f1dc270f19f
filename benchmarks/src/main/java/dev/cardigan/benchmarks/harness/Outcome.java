package dev.cardigan.benchmarks.harness;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What one process measured.
 *
 * @param contestant the contestant's name
 * @param load what else the machine did
 * @param round which round, from 1
 * @param seconds wall-clock time of the whole process
 * @param otherCores cores' worth of time that others used meanwhile; empty where it is not known
 * @param windows what it printed
 */
public record Outcome(
        String contestant,
        Load load,
        int round,
        double seconds,
        OptionalDouble otherCores,
        List<Window> windows) {

    public Outcome {
        windows = List.copyOf(windows);
    }
}
