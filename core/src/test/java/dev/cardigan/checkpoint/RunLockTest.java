package dev.cardigan.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.RunLockedException;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunLockTest {

    private static final int PROCESSES = 8;
    private static final int RACES = 10;

    @TempDir Path folder;

    @Test
    void oneOfEightProcessesWinsEveryRaceAndTheOthersNameIt() throws Exception {
        List<ChildProcess> children = new ArrayList<>();
        List<Long> lostAfterMillis = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                children.add(ChildProcess.of(LockContender.class, List.of()));
            }
            for (ChildProcess child : children) {
                assertThat(child.answer()).isEqualTo("ready");
            }
            for (int race = 0; race < RACES; race++) {
                Path run = Files.createDirectory(folder.resolve("race-" + race));
                ChildProcess winner = race(children, run, lostAfterMillis);
                winner.send(LockContender.RELEASE);
                assertThat(winner.answer()).isEqualTo("released");
            }
            killedOwnerFreesTheLockAtOnce(children);
        } finally {
            children.forEach(ChildProcess::close);
        }
        // The median, because a single one may have waited for a processor.
        assertThat(lostAfterMillis.stream().sorted().skip(lostAfterMillis.size() / 2).findFirst())
                .hasValueSatisfying(millis -> assertThat(millis).isLessThan(1000));
    }

    private static ChildProcess race(
            List<ChildProcess> children, Path run, List<Long> lostAfterMillis) throws IOException {
        for (ChildProcess child : children) {
            child.send(run.toString());
        }
        List<ChildProcess> winners = new ArrayList<>();
        List<String> losers = new ArrayList<>();
        for (ChildProcess child : children) {
            String answer = child.answer();
            if (answer.equals("won")) {
                winners.add(child);
            } else {
                losers.add(answer);
            }
        }
        assertThat(winners).hasSize(1);
        assertThat(losers)
                .hasSize(PROCESSES - 1)
                .allSatisfy(
                        line -> {
                            assertThat(line).startsWith("lost ");
                            assertThat(line).contains("process " + winners.get(0).pid() + " on ");
                        });
        losers.forEach(line -> lostAfterMillis.add(Long.valueOf(line.split(" ", 3)[1])));
        return winners.get(0);
    }

    private void killedOwnerFreesTheLockAtOnce(List<ChildProcess> children) throws Exception {
        Path run = Files.createDirectory(folder.resolve("killed"));
        ChildProcess owner = children.get(0);
        owner.send(run.toString());
        assertThat(owner.answer()).isEqualTo("won");
        assertThatThrownBy(() -> RunLock.acquire(run))
                .isInstanceOf(RunLockedException.class)
                .hasMessageContaining("process " + owner.pid() + " on ");
        owner.kill();
        try (RunLock lock = RunLock.acquire(run)) {
            // The note of the dead owner is replaced, and refused processes do not free the lock.
            ChildProcess second = children.get(1);
            second.send(run.toString());
            assertThat(second.answer())
                    .contains("process " + ProcessHandle.current().pid() + " on ");
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void secondOpeningInThisProcessIsRefusedAndKeepsTheLock() throws Exception {
        Path run = Files.createDirectory(folder.resolve("run"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), run);
        try (RunLock lock = RunLock.acquire(run);
                ChildProcess other = ChildProcess.of(LockContender.class, List.of())) {
            assertThat(lock).isNotNull();
            for (Path path : List.of(run, link)) {
                assertThatThrownBy(() -> RunLock.acquire(path))
                        .isInstanceOf(RunLockedException.class)
                        .hasMessageContaining("this very process");
            }
            // On POSIX systems closing any descriptor of the file would have freed it.
            assertThat(other.answer()).isEqualTo("ready");
            other.send(run.toString());
            assertThat(other.answer()).startsWith("lost ");
        }
        RunLock.acquire(run).close();
    }

    @Test
    void closingTwiceDoesNotFreeTheLockOfTheNextOwner() {
        RunLock first = RunLock.acquire(folder);
        first.close();
        try (RunLock second = RunLock.acquire(folder)) {
            assertThat(second).isNotNull();
            first.close();
            assertThatThrownBy(() -> RunLock.acquire(folder))
                    .isInstanceOf(RunLockedException.class);
        }
    }

    @Test
    void staleTextNeverBlocks() throws IOException {
        Files.writeString(folder.resolve(RunLock.FILE), "process 1 on elsewhere since 1999\n");
        RunLock.acquire(folder).close();
        Files.write(folder.resolve(RunLock.FILE), new byte[100_000]);
        RunLock.acquire(folder).close();
        assertThat(Files.readString(folder.resolve(RunLock.FILE)))
                .startsWith("process " + ProcessHandle.current().pid() + " on ");
    }

    @Test
    void missingFolderIsNamed() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> RunLock.acquire(missing))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(missing + " does not exist");
    }
}
