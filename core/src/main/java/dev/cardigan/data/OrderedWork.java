package dev.cardigan.data;

import dev.cardigan.error.CardiganException;
import dev.cardigan.error.DataException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does the same work on many items in a fixed number of threads; results come in item order. */
final class OrderedWork {

    /** Items in work for each thread: enough to keep all busy while one is slow. */
    private static final int AHEAD = 4;

    private OrderedWork() {}

    /**
     * Hands every result to {@code sink} and every step to {@code progress}, both on the calling
     * thread. No more than a few results wait at any time.
     *
     * @throws CardiganException whatever the work throws first; the rest is not done
     */
    static <T, R> void run(
            String task,
            List<T> items,
            int threads,
            Function<T, R> work,
            Consumer<R> sink,
            Progress progress) {
        ExecutorService pool =
                Executors.newFixedThreadPool(
                        threads,
                        body -> {
                            Thread thread = new Thread(body, "cardigan-pictures");
                            thread.setDaemon(true);
                            return thread;
                        });
        try {
            Queue<Future<R>> waiting = new ArrayDeque<>();
            Iterator<T> left = items.iterator();
            for (long done = 0; done < items.size(); done++) {
                while (left.hasNext() && waiting.size() < threads * AHEAD) {
                    T item = left.next();
                    waiting.add(pool.submit(() -> work.apply(item)));
                }
                sink.accept(result(task, waiting.remove()));
                progress.report(task, done + 1, items.size());
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static <R> R result(String task, Future<R> future) {
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DataException("Interrupted while " + task, interrupted);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof CardiganException ours) {
                throw ours;
            }
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("Unexpected failure while " + task, failure);
        }
    }
}
