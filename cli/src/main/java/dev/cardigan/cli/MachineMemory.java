package dev.cardigan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory of the machine, or of the container this process lives in, whichever is less.
 *
 * @param available what can still be had without paging, in bytes
 * @param total in bytes
 */
record MachineMemory(long available, long total) {

    private static final Path SYSTEM = Path.of("/proc/meminfo");
    private static final Path CONTAINER = Path.of("/sys/fs/cgroup");
    private static final long KILOBYTE = 1024;

    /** Right now; empty where the system does not tell, as outside Linux. */
    static Optional<MachineMemory> now() {
        return now(SYSTEM, CONTAINER);
    }

    /** The same from files of the kernel that lie elsewhere. */
    static Optional<MachineMemory> now(Path system, Path container) {
        return text(system)
                .flatMap(MachineMemory::ofSystem)
                .map(machine -> ofContainer(container).map(machine::least).orElse(machine));
    }

    private static Optional<MachineMemory> ofSystem(String info) {
        Optional<Long> available = number(info, "MemAvailable:");
        Optional<Long> total = number(info, "MemTotal:");
        return available.isPresent() && total.isPresent()
                ? Optional.of(new MachineMemory(KILOBYTE * available.get(), KILOBYTE * total.get()))
                : Optional.empty();
    }

    /** Files that were read count as used there, though the kernel gives them back when asked. */
    private static Optional<MachineMemory> ofContainer(Path folder) {
        Optional<Long> limit = text(folder.resolve("memory.max")).flatMap(t -> number(t, ""));
        Optional<Long> used = text(folder.resolve("memory.current")).flatMap(t -> number(t, ""));
        if (limit.isEmpty() || used.isEmpty()) {
            return Optional.empty(); // "max" is no number: no limit
        }
        long given =
                text(folder.resolve("memory.stat"))
                        .flatMap(t -> number(t, "inactive_file"))
                        .orElse(0L);
        return Optional.of(new MachineMemory(limit.get() - used.get() + given, limit.get()));
    }

    private MachineMemory least(MachineMemory other) {
        return new MachineMemory(
                Math.min(available, other.available), Math.min(total, other.total));
    }

    private static Optional<Long> number(String text, String name) {
        Matcher matcher =
                Pattern.compile("(?m)^" + Pattern.quote(name) + "\\s*(\\d{1,18})\\b").matcher(text);
        return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.isReadable(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty(); // a kernel that does not tell
        }
    }
}
