package dev.cardigan.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The most memory a process has had in RAM so far. Linux only: elsewhere the answer is empty. */
final class PeakMemory {

    /** "High water mark" of the resident set, see proc(5). */
    private static final String FIELD = "VmHWM:";

    private static final long KIBIBYTE = 1024;

    private PeakMemory() {}

    /** Of this process, native and Java together, in bytes. */
    static OptionalLong ofThisProcess() {
        return in(Path.of("/proc/self/status"));
    }

    static OptionalLong in(Path status) {
        if (!Files.isReadable(status)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(FIELD))
                    .mapToLong(PeakMemory::bytes)
                    .findFirst();
        } catch (IOException e) {
            // The file is there but refused, as in some sandboxes: the peak is then not known.
            return OptionalLong.empty();
        }
    }

    /** From {@code VmHWM: 123456 kB}, whose kB are kibibytes. */
    private static long bytes(String line) {
        return Long.parseLong(line.substring(FIELD.length()).strip().split(" ")[0]) * KIBIBYTE;
    }
}
