package dev.cardigan.cli;

import dev.cardigan.report.HumanUnits;
import dev.cardigan.tensor.Threads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can be said of a machine without the engine. */
final class MachineCheck {

    private static final long SMALL_MEMORY = 4_000_000_000L;
    private static final long SMALL_DISK = 2_000_000_000L;
    private static final List<String> FEATURES =
            List.of("avx2", "fma", "avx512f", "avx512_bf16", "amx_bf16", "asimd", "bf16");

    private MachineCheck() {}

    static List<Finding> findings() {
        return List.of(
                platform(),
                Finding.ok("java", Version.java()),
                processor(),
                threads(),
                memory(),
                disk(),
                terminal());
    }

    private static Finding platform() {
        String name = System.getProperty("os.name") + " " + System.getProperty("os.version");
        String machine = System.getProperty("os.arch", "unknown");
        String found = name + " on " + machine;
        if (name.startsWith("Linux") && machine.equals("aarch64")) {
            return Finding.fail(
                    "platform",
                    found,
                    "libtorch has no natives for linux-arm64 here; use linux-x86_64, macosx-arm64, macosx-x86_64 or windows-x86_64");
        }
        return Finding.ok("platform", found);
    }

    private static Finding processor() {
        int cores = Runtime.getRuntime().availableProcessors();
        Optional<String> info = KernelFile.text(Path.of("/proc/cpuinfo"));
        if (info.isEmpty()) {
            return Finding.ok("processor", cores + " cores");
        }
        List<String> flags =
                List.of(first(info.get(), "(?m)^(?:flags|Features)\\s*:\\s*(.*)$").split(" "));
        List<String> present = FEATURES.stream().filter(flags::contains).toList();
        String found =
                "%d cores, %s, %s"
                        .formatted(
                                cores,
                                first(info.get(), "(?m)^model name\\s*:\\s*(.*)$"),
                                present.isEmpty()
                                        ? "no vector extensions"
                                        : String.join(" ", present));
        return present.isEmpty()
                ? Finding.warn("processor", found, "training will be slow on this processor")
                : Finding.ok("processor", found);
    }

    private static Finding threads() {
        String blas = Optional.ofNullable(System.getenv("OPENBLAS_NUM_THREADS")).orElse("not set");
        if (Threads.waitPassively() && blas.equals("1")) {
            return Finding.ok("native threads", "wait passively, OpenBLAS uses one");
        }
        return Finding.warn(
                "native threads",
                "%s, OPENBLAS_NUM_THREADS %s"
                        .formatted(
                                Threads.waitPassively() ? "wait passively" : "spin while they wait",
                                blas),
                "start by ./cardigan, or set before the JVM starts:\n"
                        + String.join("\n", Threads.ENVIRONMENT));
    }

    private static Finding memory() {
        Optional<MachineMemory> machine = MachineMemory.now();
        long heap = Runtime.getRuntime().maxMemory();
        if (machine.isEmpty()) {
            return Finding.ok("memory", "Java may use " + HumanUnits.bytes(heap));
        }
        long free = machine.get().available();
        String found =
                "%s free of %s, Java may use %s"
                        .formatted(
                                HumanUnits.bytes(free),
                                HumanUnits.bytes(machine.get().total()),
                                HumanUnits.bytes(heap));
        return free < SMALL_MEMORY
                ? Finding.warn("memory", found, "end other programs, or lower batch and size")
                : Finding.ok("memory", found);
    }

    private static Finding disk() {
        Path here = Path.of("").toAbsolutePath();
        try {
            long free = Files.getFileStore(here).getUsableSpace();
            String found = HumanUnits.bytes(free) + " free for runs in " + here;
            if (!Files.isWritable(here)) {
                return Finding.fail("disk", here + " is not writable", "work in another folder");
            }
            return free < SMALL_DISK
                    ? Finding.warn("disk", found, "free some space, or work on another disk")
                    : Finding.ok("disk", found);
        } catch (IOException failure) {
            return Finding.fail(
                    "disk", here + " cannot be examined: " + failure, "work in another folder");
        }
    }

    private static Finding terminal() {
        if (!Terminal.isWatched()) {
            return Finding.ok("terminal", "none; no colours and no live line");
        }
        boolean plain = System.getenv("NO_COLOR") != null;
        return Finding.ok(
                "terminal",
                "%s, %s"
                        .formatted(
                                Optional.ofNullable(System.getenv("TERM")).orElse("TERM not set"),
                                plain ? "without colours, as NO_COLOR asks" : "with colours"));
    }

    /** Other copies of libtorch where the system's loader looks. */
    static List<Path> otherEngines(List<String> folders) {
        List<Path> found = new ArrayList<>();
        for (String folder : folders) {
            if (folder.isEmpty() || !Files.isDirectory(Path.of(folder))) {
                continue;
            }
            found.addAll(engines(Path.of(folder)));
        }
        return found;
    }

    /** None where the folder cannot be read: the system's loader cannot look into it either. */
    private static List<Path> engines(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("libtorch"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static String first(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1).strip() : "unknown";
    }
}
