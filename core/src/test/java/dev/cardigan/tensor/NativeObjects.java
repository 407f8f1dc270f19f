package dev.cardigan.tensor;

/** Counts native objects in a JVM that other tests have used before. */
public final class NativeObjects {

    /** So many counts in a row must be equal. */
    private static final int CALM = 5;

    /**
     * Between two counts. The deallocator is a thread of its own, which on a busy machine waits for
     * a core longer than a few milliseconds.
     */
    private static final long PAUSE_MILLISECONDS = 50;

    private NativeObjects() {}

    /**
     * Lets the garbage collector free what earlier tests left to it, so that the count moves from
     * now on only by what the test at hand makes and frees.
     *
     * @return the number of native objects alive
     */
    public static long settled() throws InterruptedException {
        long last = -1;
        int equal = 0;
        while (equal < CALM) {
            System.gc();
            Thread.sleep(PAUSE_MILLISECONDS);
            long now = Scope.liveNativeObjects();
            equal = now == last ? equal + 1 : 0;
            last = now;
        }
        return last;
    }
}
