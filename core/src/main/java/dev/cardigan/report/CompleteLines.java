package dev.cardigan.report;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The lines of a file that end in a line feed. Whatever stands after the last line feed is the torn
 * tail of a write that was cut off, and is left out.
 */
final class CompleteLines {

    private static final int BLOCK_BYTES = 8192;

    private CompleteLines() {}

    /** Takes one line, without its line feed; numbers start at 1. */
    @FunctionalInterface
    interface Visitor {
        void visit(long number, byte[] line) throws IOException;
    }

    static void forEach(Path file, Visitor visitor) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BLOCK_BYTES)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long number = 1;
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next != '\n') {
                    line.write(next);
                    continue;
                }
                visitor.visit(number++, line.toByteArray());
                line.reset();
            }
        }
    }

    /**
     * Bytes up to and including the last line feed; looks from the end, so long files cost little.
     */
    static long length(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (long end = channel.size(); end > 0; end -= BLOCK_BYTES) {
                long start = Math.max(0, end - BLOCK_BYTES);
                int lastLineFeed = lastLineFeed(block(channel, start, (int) (end - start)));
                if (lastLineFeed >= 0) {
                    return start + lastLineFeed + 1;
                }
            }
            return 0;
        }
    }

    private static byte[] block(FileChannel channel, long start, int length) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(length);
        while (block.hasRemaining()) {
            if (channel.read(block, start + block.position()) < 0) {
                break;
            }
        }
        return block.array();
    }

    private static int lastLineFeed(byte[] block) {
        for (int i = block.length - 1; i >= 0; i--) {
            if (block[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
