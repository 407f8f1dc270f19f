package dev.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.data.Batches.Cursor;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import dev.cardigan.error.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class BatchesTest {

    @Test
    void everySampleComesOncePerEpoch() {
        try (Batches<List<Integer>> batches = Batches.of(numbers(12), 4, 1, 2, 3)) {
            for (int epoch = 0; epoch < 3; epoch++) {
                List<Integer> seen = new ArrayList<>();
                for (int batch = 0; batch < 3; batch++) {
                    seen.addAll(batches.next());
                }
                assertThat(seen).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 5", "2, 1", "3, 4", "8, 16"})
    void orderDoesNotDependOnWorkersOrPrefetch(int workers, int prefetch) {
        EpochOrder order = new EpochOrder(50, 7, 3);
        try (Batches<List<Integer>> batches = Batches.of(numbers(50), 7, 3, workers, prefetch)) {
            Cursor expected = Cursor.START;
            for (int batch = 0; batch < 40; batch++) {
                assertThat(batches.cursor()).isEqualTo(expected);
                assertThat(batches.next()).isEqualTo(boxed(order.batchAt(expected)));
                expected = order.after(expected);
            }
        }
    }

    @Test
    void lateBatchIsStillHandedOutInItsTurn() {
        CountDownLatch secondIsThere = new CountDownLatch(1);
        AtomicInteger loads = new AtomicInteger();
        Dataset<List<Integer>> dataset =
                loading(
                        4,
                        indices -> {
                            if (loads.incrementAndGet() == 1) {
                                awaitQuietly(secondIsThere);
                            } else {
                                secondIsThere.countDown();
                            }
                            return boxed(indices);
                        });
        EpochOrder order = new EpochOrder(4, 2, 0);

        try (Batches<List<Integer>> batches = Batches.of(dataset, 2, 0, 2, 2)) {
            // Whichever batch comes first to a worker waits for the other to have been loaded.
            assertThat(batches.next()).isEqualTo(boxed(order.batchAt(new Cursor(0, 0))));
            assertThat(batches.next()).isEqualTo(boxed(order.batchAt(new Cursor(0, 2))));
        }
    }

    @Test
    void cursorContinuesTheStreamFromAnywhere() {
        List<Cursor> places = new ArrayList<>();
        List<List<Integer>> expected = new ArrayList<>();
        try (Batches<List<Integer>> batches = Batches.of(numbers(11), 3, 5, 2, 4)) {
            for (int batch = 0; batch < 12; batch++) {
                places.add(batches.cursor());
                expected.add(batches.next());
            }
        }

        try (Batches<List<Integer>> batches = Batches.of(numbers(11), 3, 5, 2, 4)) {
            for (int start = places.size() - 1; start >= 0; start--) {
                batches.resumeAt(places.get(start));
                for (int batch = start; batch < places.size(); batch++) {
                    assertThat(batches.cursor()).isEqualTo(places.get(batch));
                    assertThat(batches.next()).isEqualTo(expected.get(batch));
                }
            }
        }
    }

    @Test
    void neverLoadsFurtherAheadThanAsked() {
        AtomicInteger started = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger furthest = new AtomicInteger();
        Dataset<List<Integer>> dataset =
                loading(
                        100,
                        indices -> {
                            int ahead = started.incrementAndGet() - asked.get();
                            furthest.accumulateAndGet(ahead, Math::max);
                            return boxed(indices);
                        });

        try (Batches<List<Integer>> batches = Batches.of(dataset, 2, 0, 4, 3)) {
            for (int batch = 0; batch < 200; batch++) {
                asked.incrementAndGet();
                batches.next();
            }
        }
        assertThat(started.get()).isBetween(200, 203);
        assertThat(furthest.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void failureOfTheDataSetComesOutAsItIs() {
        AtomicInteger tries = new AtomicInteger();
        Dataset<List<Integer>> dataset =
                loading(
                        3,
                        indices -> {
                            if (tries.incrementAndGet() == 1) {
                                throw new StorageException("faces/7.png: cannot be read.");
                            }
                            return boxed(indices);
                        });

        try (Batches<List<Integer>> batches = Batches.of(dataset, 3, 0, 1, 1)) {
            for (int again = 0; again < 2; again++) {
                assertThatThrownBy(batches::next)
                        .isInstanceOf(StorageException.class)
                        .hasMessage("faces/7.png: cannot be read.");
                assertThat(batches.cursor()).isEqualTo(Cursor.START);
            }
            batches.resumeAt(batches.cursor());
            assertThat(batches.next()).containsExactlyInAnyOrder(0, 1, 2);
        }
    }

    @Test
    void unexpectedFailureNamesThePlaceAndKeepsTheCause() {
        IllegalStateException cause = new IllegalStateException("bad luck");
        Dataset<List<Integer>> dataset =
                loading(
                        6,
                        indices -> {
                            throw cause;
                        });

        try (Batches<List<Integer>> batches = Batches.of(dataset, 2, 0, 1, 1)) {
            batches.resumeAt(new Cursor(4, 2));
            assertThatThrownBy(batches::next)
                    .isInstanceOf(DataException.class)
                    .hasMessage(
                            "The batch at epoch 4, position 2 of 'numbers' cannot be loaded:"
                                    + " java.lang.IllegalStateException: bad luck")
                    .hasCause(cause);
        }
    }

    @Test
    void errorOfAWorkerIsNotSwallowed() {
        Dataset<List<Integer>> dataset =
                loading(
                        6,
                        indices -> {
                            throw new OutOfMemoryError("for the test");
                        });

        try (Batches<List<Integer>> batches = Batches.of(dataset, 2, 0, 1, 1)) {
            assertThatThrownBy(batches::next).isInstanceOf(OutOfMemoryError.class);
        }
    }

    @Test
    void hangingWorkerIsReportedWithAThreadDump() {
        CountDownLatch reported = new CountDownLatch(1);
        Dataset<List<Integer>> dataset =
                loading(
                        2,
                        indices -> {
                            awaitQuietly(reported);
                            return boxed(indices);
                        });

        try (LogCapture log = new LogCapture(reported);
                Batches<List<Integer>> batches =
                        Batches.of(dataset, 2, 0, 1, 1, Duration.ofMillis(5))) {
            assertThat(batches.next()).containsExactlyInAnyOrder(0, 1);
            assertThat(log.first())
                    .startsWith(
                            "The batch at epoch 0, position 0 of 'numbers' has not come, still"
                                    + " waiting, for 5 ms. Thread dump:")
                    .contains("\"loader-1 numbers\" WAITING")
                    .contains("BatchesTest.awaitQuietly");
            assertThat(batches.waited()).isGreaterThanOrEqualTo(Duration.ofMillis(5));
        }
    }

    @Test
    void closeWaitsForRunningLoads() {
        Thread closer = Thread.currentThread();
        AtomicBoolean closing = new AtomicBoolean();
        CountDownLatch running = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        Dataset<List<Integer>> dataset =
                loading(
                        8,
                        indices -> {
                            if (started.incrementAndGet() > 1) {
                                running.countDown();
                                // Ends only when close() is seen to wait for it.
                                while (!closing.get()
                                        || closer.getState() != Thread.State.TIMED_WAITING) {
                                    Thread.onSpinWait();
                                }
                            }
                            ended.incrementAndGet();
                            return boxed(indices);
                        });
        Batches<List<Integer>> batches = Batches.of(dataset, 2, 0, 1, 4);
        batches.next();
        awaitQuietly(running);

        closing.set(true);
        batches.close();

        assertThat(started.get()).isEqualTo(2);
        assertThat(ended.get()).isEqualTo(2);
        assertThatThrownBy(batches::next)
                .isInstanceOf(DataException.class)
                .hasMessage("The batches of 'numbers' are closed: take none after close().");
        assertThat(batches.cursor()).isEqualTo(new Cursor(0, 2));
    }

    @Test
    void closeDoesNotWaitForEverAndWakesTheTaker() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Dataset<List<Integer>> dataset =
                loading(
                        2,
                        indices -> {
                            running.countDown();
                            awaitQuietly(never);
                            return boxed(indices);
                        });
        AtomicReference<@Nullable Throwable> seen = new AtomicReference<>();
        try (LogCapture log = new LogCapture(new CountDownLatch(1))) {
            Batches<List<Integer>> batches =
                    Batches.of(dataset, 2, 0, 1, 1, Duration.ofMillis(200));
            Thread taker = new Thread(batches::next);
            taker.setUncaughtExceptionHandler((thread, failure) -> seen.set(failure));
            taker.start();
            awaitQuietly(running);

            batches.close();
            taker.join();

            assertThat(seen.get())
                    .isInstanceOf(DataException.class)
                    .hasMessageEndingWith("are closed: take none after close().");
            assertThat(log.all()).anyMatch(line -> line.contains("has not ended after close()"));
        } finally {
            never.countDown();
        }
    }

    @Test
    void interruptedTakerSaysSo() {
        CountDownLatch done = new CountDownLatch(1);
        Dataset<List<Integer>> dataset =
                loading(
                        2,
                        indices -> {
                            awaitQuietly(done);
                            return boxed(indices);
                        });

        try (Batches<List<Integer>> batches = Batches.of(dataset, 2, 0, 1, 1)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(batches::next)
                    .isInstanceOf(DataException.class)
                    .hasMessageEndingWith("was given up: the waiting thread was interrupted.");
            assertThat(Thread.interrupted()).isTrue();
            done.countDown();
            assertThat(batches.next()).containsExactlyInAnyOrder(0, 1);
        }
    }

    @Test
    void loadsOnDaemonThreadsOfItsOwn() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Dataset<List<Integer>> dataset =
                loading(
                        10,
                        indices -> {
                            threads.add(Thread.currentThread());
                            return boxed(indices);
                        });

        try (Batches<List<Integer>> batches = Batches.of(dataset, 5, 0, 2, 2)) {
            batches.next();
        }
        assertThat(threads).isNotEmpty().allMatch(Thread::isDaemon);
        assertThat(threads).doesNotContain(Thread.currentThread());
    }

    @Test
    void refusesSettingsThatCannotWork() {
        assertThatThrownBy(() -> Batches.of(numbers(4), 0, 0, 1, 1))
                .isInstanceOf(ConfigException.class)
                .hasMessage("The batch size must be at least 1, found 0.");
        assertThatThrownBy(() -> Batches.of(numbers(4), 1, 0, 0, 1))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> Batches.of(numbers(4), 1, 0, 1, -3))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> Batches.of(numbers(4), 1, 0, 1, 1, Duration.ZERO))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> Batches.of(numbers(0), 1, 0, 1, 1))
                .isInstanceOf(DataException.class)
                .hasMessage("The data set 'numbers' is empty: expected at least 1 sample.");
    }

    private static Dataset<List<Integer>> numbers(int size) {
        return loading(size, BatchesTest::boxed);
    }

    private static Dataset<List<Integer>> loading(int size, Function<int[], List<Integer>> load) {
        return new Numbers(size, load);
    }

    private static List<Integer> boxed(int[] indices) {
        List<Integer> boxed = new ArrayList<>(indices.length);
        for (int index : indices) {
            boxed.add(index);
        }
        return boxed;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** A data set whose samples are their own numbers. */
    private record Numbers(int size, Function<int[], List<Integer>> loading)
            implements Dataset<List<Integer>> {

        @Override
        public String name() {
            return "numbers";
        }

        @Override
        public SampleShape shape() {
            return SampleShape.points(1);
        }

        @Override
        public List<String> classes() {
            return List.of();
        }

        @Override
        public String fingerprint() {
            return "numbers " + size;
        }

        @Override
        public List<Integer> load(int[] indices) {
            return loading.apply(indices);
        }
    }

    /** Collects what the loader logs, and counts a latch down with each line. */
    private static final class LogCapture extends Handler implements AutoCloseable {

        private final Logger logger = Logger.getLogger(Batches.class.getName());
        private final CountDownLatch seen;
        private final List<String> lines = new ArrayList<>();

        LogCapture(CountDownLatch seen) {
            this.seen = seen;
            logger.addHandler(this);
            logger.setUseParentHandlers(false);
        }

        synchronized String first() {
            return lines.get(0);
        }

        synchronized List<String> all() {
            return List.copyOf(lines);
        }

        @Override
        public synchronized void publish(LogRecord line) {
            lines.add(line.getMessage());
            seen.countDown();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setUseParentHandlers(true);
        }
    }
}
