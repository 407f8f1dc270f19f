package dev.cardigan.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the owner of a lock writes into the lock file, for people and for the message that the next
 * one gets. It decides nothing: only the operating system knows who holds a lock.
 *
 * @param since when the lock was taken, ISO 8601 in UTC
 */
record OwnerNote(long pid, String host, String since) {

    private static final Pattern TEXT =
            Pattern.compile("process ([0-9]{1,18}) on ([^ \\n]{1,255}) since ([0-9TZ:-]{1,40})\\n");
    private static final int MAX_BYTES = 512;
    private static final Path LINUX_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    static OwnerNote ofThisProcess() {
        return new OwnerNote(
                ProcessHandle.current().pid(),
                hostName(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    byte[] encode() {
        return (this + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Reads from the start of an open lock file; empty when there is no complete note. */
    static Optional<OwnerNote> read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
        channel.read(bytes, 0);
        Matcher text = TEXT.matcher(StandardCharsets.UTF_8.decode(bytes.flip()));
        if (!text.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new OwnerNote(Long.parseLong(text.group(1)), text.group(2), text.group(3)));
    }

    /** False when the process was on this machine and has ended, so that the note is an old one. */
    boolean mayBeAlive() {
        return !host.equals(hostName()) || ProcessHandle.of(pid).isPresent();
    }

    @Override
    public String toString() {
        return "process %d on %s since %s".formatted(pid, host, since);
    }

    // Not through InetAddress, which may wait seconds for a name server.
    private static String hostName() {
        try {
            if (Files.isReadable(LINUX_HOST_NAME)) {
                return Files.readString(LINUX_HOST_NAME).strip();
            }
        } catch (IOException e) {
            return "unknown-host";
        }
        for (String variable : new String[] {"HOSTNAME", "COMPUTERNAME"}) {
            String name = System.getenv(variable);
            if (name != null && !name.isBlank()) {
                return name.strip();
            }
        }
        return "unknown-host";
    }
}
