package dev.cardigan.data;

import dev.cardigan.error.DataException;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Brings one address into one file, in as many attempts as it takes while each brings something.
 */
final class Transfer {

    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    /** Attempts in a row that bring nothing before the address is given up. */
    private static final int MOST_IDLE_ATTEMPTS = 2;

    /** No published file comes near; a server that never ends must not fill the disk. */
    private static final long MOST_BYTES = 4L << 30;

    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(20))
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();

    private final String address;
    private final Path part;
    private final Duration silence;
    private final Progress progress;

    /**
     * @param silence so long nothing may come before an attempt counts as broken
     */
    Transfer(String address, Path part, Duration silence, Progress progress) {
        this.address = address;
        this.part = part;
        this.silence = silence;
        this.progress = progress;
    }

    /** An answer that another attempt would not change. */
    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    /**
     * Goes on behind what is in the file already.
     *
     * @throws IOException with the reason, if the server refuses or stops answering; what came
     *     stays in the file
     * @throws StorageException if the file cannot be written
     * @throws DataException if another process is at the same file
     */
    void run() throws IOException {
        try (FileChannel channel = open()) {
            lock(channel);
            int idle = 0;
            while (true) {
                long before = channel.size();
                Optional<IOException> broken = attempt(channel);
                if (broken.isEmpty()) {
                    channel.force(true);
                    return;
                }
                idle = channel.size() > before ? 0 : idle + 1;
                if (idle == MOST_IDLE_ATTEMPTS) {
                    throw broken.get();
                }
            }
        }
    }

    private FileChannel open() {
        try {
            return FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }

    /** Held until the channel closes. */
    private void lock(FileChannel channel) throws IOException {
        boolean isOurs;
        try {
            isOurs = channel.tryLock() != null;
        } catch (OverlappingFileLockException inThisProcess) {
            isOurs = false;
        }
        if (!isOurs) {
            throw new DataException(
                    part + ": another process is downloading this file. Wait for it to finish");
        }
    }

    /** What broke off the attempt; empty when the file is whole. */
    private Optional<IOException> attempt(FileChannel channel) throws IOException {
        long have = channel.size();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address)).timeout(silence);
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        try {
            HttpResponse<InputStream> response =
                    CLIENT.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                receive(response, body, channel, have);
            }
            return Optional.empty();
        } catch (RefusedException refused) {
            throw refused;
        } catch (ConnectException offline) {
            return Optional.of(
                    new IOException("no connection (offline, or the server is down)", offline));
        } catch (IOException broken) {
            return Optional.of(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DataException("Interrupted while downloading " + address, interrupted);
        }
    }

    private void receive(HttpResponse<?> response, InputStream body, FileChannel channel, long have)
            throws IOException {
        String range = response.headers().firstValue("Content-Range").orElse("");
        switch (response.statusCode()) {
            case OK -> copy(response, body, channel, 0);
            case PARTIAL_CONTENT -> {
                if (!range.startsWith("bytes " + have + "-")) {
                    throw startOver(channel, "the server sent another part than asked: " + range);
                }
                copy(response, body, channel, have);
            }
            case RANGE_NOT_SATISFIABLE -> {
                // Nothing is left to send if a former run died between the last byte and renaming.
                if (!range.equals("bytes */" + have)) {
                    throw startOver(channel, "the file kept from a former attempt does not fit");
                }
            }
            default ->
                    throw new RefusedException(
                            "the server answered with status " + response.statusCode());
        }
    }

    private IOException startOver(FileChannel channel, String reason) {
        try {
            channel.truncate(0);
        } catch (IOException failure) {
            throw unwritable(failure);
        }
        return new IOException(reason);
    }

    private void copy(HttpResponse<?> response, InputStream body, FileChannel channel, long from)
            throws IOException {
        long length = response.headers().firstValueAsLong("Content-Length").orElse(0);
        long total = length == 0 ? 0 : from + length;
        write(channel, from, new byte[0], 0);
        byte[] block = new byte[1 << 16];
        long done = from;
        for (int got = read(body, block); got >= 0; got = read(body, block)) {
            write(channel, done, block, got);
            done += got;
            if (done > MOST_BYTES) {
                throw new RefusedException("the server sent more than " + MOST_BYTES + " bytes");
            }
            progress.report("downloading " + address, done, total);
        }
        if (done < total) {
            throw new IOException(
                    "the connection ended after %d of %d bytes".formatted(done, total));
        }
    }

    /** Aside, because a server that stands still would hold the reader for ever. */
    private int read(InputStream body, byte[] block) throws IOException {
        FutureTask<Integer> coming = new FutureTask<>(() -> body.read(block));
        ForkJoinPool.commonPool().execute(coming);
        try {
            return coming.get(silence.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            throw new IOException(
                    "the server sent nothing for %.0f s".formatted(silence.toMillis() / 1e3),
                    silent);
        } catch (ExecutionException failure) {
            throw new IOException(String.valueOf(failure.getCause()), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DataException("Interrupted while downloading " + address, interrupted);
        }
    }

    /** Puts a block at {@code position}, and cuts off whatever a former attempt left behind it. */
    private void write(FileChannel channel, long position, byte[] block, int length) {
        try {
            channel.truncate(position);
            ByteBuffer bytes = ByteBuffer.wrap(block, 0, length);
            while (bytes.hasRemaining()) {
                channel.write(bytes, position + bytes.position());
            }
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }

    private StorageException unwritable(IOException failure) {
        return new StorageException(
                "%s: cannot be written (%s); %d MB are free there. Make room, or choose another folder"
                        .formatted(
                                part, failure.getMessage(), part.toFile().getUsableSpace() >> 20),
                failure);
    }
}
