package dev.cardigan.cli;

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

    private static final Pattern AVAILABLE = line("MemAvailable:");
    private static final Pattern TOTAL = line("MemTotal:");
    private static final Pattern GIVEN_BACK = line("inactive_file");
    private static final Pattern ALONE = line("");

    /** Right now; empty where the system does not tell, as outside Linux. */
    static Optional<MachineMemory> now() {
        return now(SYSTEM, CONTAINER);
    }

    /** The same from files of the kernel that lie elsewhere. */
    static Optional<MachineMemory> now(Path system, Path container) {
        return KernelFile.text(system)
                .flatMap(MachineMemory::ofSystem)
                .map(machine -> ofContainer(container).map(machine::least).orElse(machine));
    }

    private static Optional<MachineMemory> ofSystem(String info) {
        Optional<Long> available = number(info, AVAILABLE);
        Optional<Long> total = number(info, TOTAL);
        return available.isPresent() && total.isPresent()
                ? Optional.of(new MachineMemory(KILOBYTE * available.get(), KILOBYTE * total.get()))
                : Optional.empty();
    }

    /** Files that were read count as used there, though the kernel gives them back when asked. */
    private static Optional<MachineMemory> ofContainer(Path folder) {
        Optional<Long> limit =
                KernelFile.text(folder.resolve("memory.max")).flatMap(t -> number(t, ALONE));
        Optional<Long> used =
                KernelFile.text(folder.resolve("memory.current")).flatMap(t -> number(t, ALONE));
        if (limit.isEmpty() || used.isEmpty()) {
            return Optional.empty(); // "max" is no number: no limit
        }
        long given =
                KernelFile.text(folder.resolve("memory.stat"))
                        .flatMap(t -> number(t, GIVEN_BACK))
                        .orElse(0L);
        return Optional.of(new MachineMemory(limit.get() - used.get() + given, limit.get()));
    }

    private MachineMemory least(MachineMemory other) {
        return new MachineMemory(
                Math.min(available, other.available), Math.min(total, other.total));
    }

    private static Pattern line(String name) {
        return Pattern.compile("(?m)^" + Pattern.quote(name) + "\\s*(\\d{1,18})\\b");
    }

    private static Optional<Long> number(String text, Pattern line) {
        Matcher matcher = line.matcher(text);
        return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    }
}
