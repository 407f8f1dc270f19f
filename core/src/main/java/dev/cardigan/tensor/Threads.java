package dev.cardigan.tensor;

import dev.cardigan.error.Require;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.global.torch;

/**
 * How many threads the engine computes with. Its OpenMP and OpenBLAS pools spin while they wait
 * unless told otherwise before the libraries load: the launcher sets these environment variables,
 * and a library user who did not gets one thread for small networks and a warning that says which
 * lines to set.
 */
public final class Threads {

    /** What to type before a JVM that the launcher does not start (ADR 0004). */
    public static final List<String> ENVIRONMENT =
            List.of(
                    "export OMP_WAIT_POLICY=passive",
                    "export GOMP_SPINCOUNT=20000",
                    "export OPENBLAS_NUM_THREADS=1");

    /** The engine starts as many as it is told to, and hangs where the system has no more. */
    public static final int MOST = 256;

    private static final System.Logger LOG = System.getLogger(Threads.class.getName());
    private static final int ROUNDS = 15;

    /** Work of this length, in nanoseconds, is always shared among all cores. */
    private static final long CLEARLY_LARGE = 40_000_000;

    /**
     * More threads must be this much faster than one before they are used: small networks stay on
     * one.
     */
    private static final double WORTHWHILE = 1.6;

    private Threads() {}

    /**
     * Computes with {@code count} threads from now on.
     *
     * @throws dev.cardigan.error.ConfigException if they are not 1 to {@link #MOST}
     */
    public static void use(int count) {
        Require.between("threads", 1, MOST, count);
        Engine.load();
        torch.set_num_threads(count);
    }

    public static int inUse() {
        Engine.load();
        return torch.get_num_threads();
    }

    /** Whether waiting threads sleep instead of spinning, as the launcher asks for. */
    public static boolean waitPassively() {
        return "passive".equalsIgnoreCase(System.getenv("OMP_WAIT_POLICY"));
    }

    /** Says once how to set the environment, when it is not set. */
    public static void warnIfSpinning() {
        if (!waitPassively()) {
            LOG.log(
                    Level.WARNING,
                    "The engine's threads will spin while they wait, which is slow beside other work. Start the JVM with: "
                            + String.join("; ", ENVIRONMENT));
        }
    }

    /**
     * Chooses between one thread and all cores by timing {@code work} with each; leaves the chosen
     * number in use and returns it. With spinning threads the answer is always one.
     */
    public static int fitting(Runnable work) {
        int cores = Runtime.getRuntime().availableProcessors();
        use(1);
        if (cores == 1 || !waitPassively()) {
            return 1;
        }
        work.run(); // the first run also prepares the kernels
        if (nanoseconds(work) > CLEARLY_LARGE) {
            use(cores);
            return cores;
        }
        long[] single = new long[ROUNDS];
        long[] all = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            use(1);
            single[i] = nanoseconds(work);
            use(cores);
            all[i] = nanoseconds(work);
        }
        int chosen = median(single) > WORTHWHILE * median(all) ? cores : 1;
        use(chosen);
        return chosen;
    }

    private static long median(long[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private static long nanoseconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }
}
