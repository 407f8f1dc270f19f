package dev.cardigan.checkpoint.torch;

import dev.cardigan.checkpoint.FileOps;
import dev.cardigan.error.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** A file mapped into memory, whole if one mapping can hold it, else piece by piece. */
final class FileBytes {

    private final Damage damage;
    private final FileOps files = FileOps.real();
    private final long size;
    private final Optional<ByteBuffer> whole;

    private FileBytes(Damage damage) throws IOException {
        this.damage = damage;
        this.size = files.size(damage.file());
        this.whole =
                size <= Integer.MAX_VALUE
                        ? Optional.of(files.map(damage.file(), 0, (int) size))
                        : Optional.empty();
    }

    /**
     * @throws CheckpointException when there is no such file or it may not be read
     */
    static FileBytes of(Damage damage) {
        try {
            return new FileBytes(damage);
        } catch (IOException e) {
            throw unreadable(damage, e);
        }
    }

    long size() {
        return size;
    }

    /**
     * A little-endian view.
     *
     * @param what lies there, for the message
     * @throws CheckpointException when the file is not so long
     */
    ByteBuffer slice(long position, long length, String what) {
        if (position < 0 || length < 0 || length > size - position) {
            throw damage.at(
                    "%s lies at byte %d with %d bytes, the file has %d"
                            .formatted(what, position, length, size));
        }
        if (length > Integer.MAX_VALUE) {
            throw damage.at(
                    "%s has %d bytes; at most 2^31 - 1 can be read".formatted(what, length));
        }
        return view(position, (int) length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer view(long position, int length) {
        if (whole.isPresent()) {
            return whole.get().slice((int) position, length);
        }
        try {
            return files.map(damage.file(), position, length);
        } catch (IOException e) {
            throw unreadable(damage, e);
        }
    }

    private static CheckpointException unreadable(Damage damage, IOException e) {
        return new CheckpointException(
                "%s: cannot be read (%s); check that it is a file you may read"
                        .formatted(damage.file(), e),
                e);
    }
}
