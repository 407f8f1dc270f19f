package dev.cardigan.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cardigan.error.RunLockedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One of the processes that race for a run: reads a folder to lock, or "release". */
final class LockContender {

    static final String RELEASE = "release";

    private LockContender() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        Optional<RunLock> held = Optional.empty();
        System.out.println("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(RELEASE)) {
                held.ifPresent(RunLock::close);
                held = Optional.empty();
                System.out.println("released");
                continue;
            }
            long start = System.nanoTime();
            try {
                held = Optional.of(RunLock.acquire(Path.of(line)));
                System.out.println("won");
            } catch (RunLockedException e) {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                System.out.println("lost " + millis + " " + e.getMessage());
            }
        }
    }
}
