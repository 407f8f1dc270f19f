package dev.cardigan.cli;

import dev.cardigan.error.NativeMemoryException;
import dev.cardigan.report.HumanUnits;
import dev.cardigan.tensor.Footprint;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Ends this process with words before the system ends it without. Linux promises more memory than
 * there is and kills the process that uses the promise: no exception is thrown, nothing is printed.
 * Checkpoints are written such that the process may end at any moment.
 */
final class MemoryWatch {

    private static final long PERIOD_MILLISECONDS = 50;

    /**
     * Less than this is left: what a process can touch in a few periods, on small machines less.
     */
    private static final long MARGIN = 400_000_000L;

    private static final double MARGIN_PART = 0.05;

    /** A process that holds less than this part of all memory is not the one that took it. */
    private static final double OWN_PART = 0.25;

    private final Supplier<Optional<MachineMemory>> machine;
    private final LongSupplier own;
    private final Consumer<NativeMemoryException> out;
    private final Thread thread = new Thread(this::watch, "memory watch");

    /**
     * @param machine memory right now
     * @param own what this process has in RAM, in bytes
     * @param out what to do when memory runs out
     */
    MemoryWatch(
            Supplier<Optional<MachineMemory>> machine,
            LongSupplier own,
            Consumer<NativeMemoryException> out) {
        this.machine = machine;
        this.own = own;
        this.out = out;
        thread.setDaemon(true);
    }

    /** Begins to watch this process, on systems that tell their memory. */
    static MemoryWatch begin(Consumer<NativeMemoryException> out) {
        MemoryWatch watch = new MemoryWatch(MachineMemory::now, Footprint::residentBytes, out);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        if (machine.get().isEmpty()) {
            return; // it will not tell later either
        }
        try {
            while (!look()) {
                Thread.sleep(PERIOD_MILLISECONDS);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    void end() {
        thread.interrupt();
    }

    /**
     * Looks once.
     *
     * @return whether memory ran out
     */
    boolean look() {
        Optional<MachineMemory> now = machine.get();
        if (now.isEmpty() || now.get().available() > margin(now.get())) {
            return false;
        }
        long taken = own.getAsLong();
        if (taken < OWN_PART * now.get().total()) {
            return false;
        }
        out.accept(
                new NativeMemoryException(
                        "memory ran out: this process holds %s and %s of %s are left; lower batch, size or width, or take the batch in parts (--set accumulate=4 with a quarter of it)"
                                .formatted(
                                        HumanUnits.bytes(taken),
                                        HumanUnits.bytes(Math.max(0, now.get().available())),
                                        HumanUnits.bytes(now.get().total()))));
        return true;
    }

    private static long margin(MachineMemory machine) {
        return Math.min(MARGIN, (long) (MARGIN_PART * machine.total()));
    }
}
