package dev.cardigan.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/**
 * Lets a signal end training at the next step instead of the process at once. The same signal again
 * ends the process where it stands, which every checkpoint on the disk survives.
 */
final class Interruption implements AutoCloseable {

    /** A shell reports 128 and the number of the signal. */
    private static final Map<String, Integer> CODES = Map.of("HUP", 129, "INT", 130, "TERM", 143);

    private final AtomicInteger code = new AtomicInteger();
    private final Set<Integer> received = ConcurrentHashMap.newKeySet();
    private final Map<String, Object> before = new LinkedHashMap<>();

    private Interruption() {}

    /** Listens until closed. */
    static Interruption listen() {
        Interruption interruption = new Interruption();
        CODES.forEach(
                (signal, code) -> {
                    Object previous = Signals.register(signal, () -> interruption.received(code));
                    if (previous != null) {
                        interruption.before.put(signal, previous);
                    }
                });
        return interruption;
    }

    private void received(int signal) {
        code.compareAndSet(0, signal);
        // Another signal may be the parent's, which ends its children when the terminal ends it.
        if (!received.add(signal)) {
            Runtime.getRuntime().halt(signal);
        }
    }

    /** Whether a signal came. */
    boolean came() {
        return code.get() != 0;
    }

    /** The exit code of the signal that came. */
    OptionalInt code() {
        return came() ? OptionalInt.of(code.get()) : OptionalInt.empty();
    }

    @Override
    public void close() {
        before.forEach(Signals::unregister);
    }
}
