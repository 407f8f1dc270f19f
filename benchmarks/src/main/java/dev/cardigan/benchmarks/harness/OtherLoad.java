package dev.cardigan.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * How many cores everything but this process and its finished children used since this was made;
 * what tells a quiet measurement from a disturbed one. Linux only: elsewhere the answer is empty.
 */
final class OtherLoad {

    /** Jiffies a second in {@code /proc}, whatever the kernel's own tick (see proc(5), USER_HZ). */
    private static final double TICKS = 100;

    private static final double NANOSECONDS = 1e9;

    private final OptionalDouble othersAtStart;
    private final long startedNanoseconds;

    private OtherLoad(OptionalDouble othersAtStart, long startedNanoseconds) {
        this.othersAtStart = othersAtStart;
        this.startedNanoseconds = startedNanoseconds;
    }

    static OtherLoad start() {
        return new OtherLoad(secondsOfOthers(), System.nanoTime());
    }

    /** Cores' worth of time used by others, 0 or more. */
    OptionalDouble cores() {
        OptionalDouble now = secondsOfOthers();
        if (now.isEmpty() || othersAtStart.isEmpty()) {
            return OptionalDouble.empty();
        }
        double elapsed = (System.nanoTime() - startedNanoseconds) / NANOSECONDS;
        double cores = (now.getAsDouble() - othersAtStart.getAsDouble()) / elapsed;
        return OptionalDouble.of(Math.max(0, cores));
    }

    private static OptionalDouble secondsOfOthers() {
        Path machine = Path.of("/proc/stat");
        Path self = Path.of("/proc/self/stat");
        if (!Files.isReadable(machine) || !Files.isReadable(self)) {
            return OptionalDouble.empty();
        }
        try {
            long busy = busyTicks(Files.readString(machine));
            long own = ownTicks(Files.readString(self));
            return OptionalDouble.of((busy - own) / TICKS);
        } catch (IOException e) {
            // The files are there but refused, as in some sandboxes: the load is then not known.
            return OptionalDouble.empty();
        }
    }

    /**
     * From {@code cpu user nice system idle iowait irq softirq steal ...}: all but the idle two.
     */
    static long busyTicks(String statistics) {
        String[] fields = statistics.substring(0, statistics.indexOf('\n')).split(" +");
        long total = 0;
        for (int field = 1; field <= 8; field++) {
            boolean idle = field == 4 || field == 5;
            total += idle ? 0 : Long.parseLong(fields[field]);
        }
        return total;
    }

    /** utime, stime, cutime and cstime: fields 14 to 17, counted behind the name in parentheses. */
    static long ownTicks(String statistics) {
        String[] fields = statistics.substring(statistics.lastIndexOf(')') + 2).split(" ");
        long total = 0;
        for (int field = 14; field <= 17; field++) {
            total += Long.parseLong(fields[field - 3]);
        }
        return total;
    }
}
