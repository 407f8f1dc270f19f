package dev.cardigan.data;

import static java.lang.System.Logger.Level.WARNING;

import dev.cardigan.error.CardiganException;
import dev.cardigan.error.DataException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bounded queue of loads that daemon threads work on, taken in the order in which they were
 * added. One thread adds and takes; any thread may close.
 */
final class ReadAhead<R> implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(Batches.class.getName());

    private final String source;
    private final Duration stallLimit;
    private final BlockingQueue<Load<R>> queue;
    private final ExecutorService threads;

    ReadAhead(String source, int threads, int capacity, Duration stallLimit) {
        this.source = source;
        this.stallLimit = stallLimit;
        queue = new ArrayBlockingQueue<>(capacity);
        this.threads = Executors.newFixedThreadPool(threads, daemonsFor(source));
    }

    private record Load<R>(String place, FutureTask<R> task) {}

    /** Whether another load can be added; never after close. */
    boolean hasRoom() {
        return !threads.isShutdown() && queue.remainingCapacity() > 0;
    }

    /**
     * @param place what is loaded, for messages
     * @throws DataException where this is closed
     */
    void add(String place, Callable<R> work) {
        FutureTask<R> task = new FutureTask<>(work);
        queue.add(new Load<>(place, task));
        try {
            threads.execute(task);
        } catch (RejectedExecutionException shutDown) {
            throw closedFailure();
        }
    }

    /**
     * Waits for the result of the oldest load and removes it; a load that failed stays.
     *
     * @throws CardiganException as the load threw it
     * @throws DataException where the load failed in another way, the wait was interrupted or this
     *     is closed
     */
    R take() {
        if (threads.isShutdown()) {
            throw closedFailure();
        }
        Load<R> oldest = queue.element();
        R result = await(oldest);
        queue.remove();
        return result;
    }

    /** Forgets all loads. Those that run go on, unseen: an interrupt would close shared files. */
    void drop() {
        cancelAll();
        queue.clear();
    }

    @Override
    public void close() {
        threads.shutdown();
        cancelAll();
        try {
            if (!threads.awaitTermination(stallLimit.toNanos(), TimeUnit.NANOSECONDS)) {
                logStall("A load from '%s' has not ended after close()".formatted(source));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private R await(Load<R> load) {
        while (true) {
            try {
                return load.task.get(stallLimit.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                logStall(load.place + " has not come, still waiting");
            } catch (ExecutionException failed) {
                throw failure(load.place, Objects.requireNonNullElse(failed.getCause(), failed));
            } catch (CancellationException cancelled) {
                throw closedFailure();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new DataException(
                        load.place + " was given up: the waiting thread was interrupted.",
                        interrupted);
            }
        }
    }

    private static RuntimeException failure(String place, Throwable cause) {
        if (cause instanceof CardiganException known) {
            return known;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new DataException("%s cannot be loaded: %s".formatted(place, cause), cause);
    }

    private DataException closedFailure() {
        return new DataException(
                "The batches of '%s' are closed: take none after close().".formatted(source));
    }

    private void cancelAll() {
        queue.forEach(load -> load.task.cancel(false));
    }

    private void logStall(String what) {
        LOGGER.log(
                WARNING,
                "%s, for %d ms. %s".formatted(what, stallLimit.toMillis(), ThreadDump.text()));
    }

    private static ThreadFactory daemonsFor(String source) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "loader-" + count.incrementAndGet() + " " + source);
            thread.setDaemon(true);
            return thread;
        };
    }
}
