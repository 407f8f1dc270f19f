package dev.cardigan.cli;

import dev.cardigan.error.CardiganException;
import dev.cardigan.report.HumanUnits;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Engine;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.OneDnn;
import dev.cardigan.tensor.Precision;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Whether libtorch loads and computes. */
final class EngineCheck {

    private static final List<String> DEFAULT_FOLDERS =
            List.of("/lib64", "/usr/lib", "/usr/lib/x86_64-linux-gnu", "/usr/local/lib");

    private EngineCheck() {}

    static List<Finding> findings(Consumer<String> tell) {
        List<Finding> findings = new ArrayList<>();
        findings.add(others());
        try {
            Engine.load(tell);
        } catch (CardiganException failure) {
            findings.add(Finding.fail("libtorch", message(failure), "see the message"));
            return findings;
        }
        findings.add(loaded());
        findings.add(cache());
        findings.add(oneDnn());
        findings.add(computes(Precision.FP32));
        findings.add(computes(Precision.BF16));
        findings.add(device("cuda", Device.Kind.CUDA));
        findings.add(device("mps", Device.Kind.MPS));
        return findings;
    }

    private static Finding loaded() {
        String where = Engine.loadedFrom("libtorch_cpu.so").map(path -> " from " + path).orElse("");
        boolean ours = where.isEmpty() || where.contains(Engine.cache().toString());
        return ours
                ? Finding.ok("libtorch", Version.libtorch() + where)
                : Finding.fail(
                        "libtorch",
                        "another one was loaded" + where,
                        "unset LD_LIBRARY_PATH and LD_PRELOAD, and start again");
    }

    private static Finding others() {
        List<String> folders = new ArrayList<>();
        for (String variable : List.of("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")) {
            Optional.ofNullable(System.getenv(variable))
                    .ifPresent(value -> folders.addAll(List.of(value.split(File.pathSeparator))));
        }
        folders.addAll(DEFAULT_FOLDERS);
        List<Path> found = MachineCheck.otherEngines(folders);
        return found.isEmpty()
                ? Finding.ok("other libtorch", "none on the library path")
                : Finding.warn(
                        "other libtorch",
                        found.toString(),
                        "Cardigan loads its own by full path; should it crash at the start, remove this one from LD_LIBRARY_PATH");
    }

    private static Finding cache() {
        Path folder = Engine.cache();
        if (!Files.isDirectory(folder)) {
            return Finding.ok("natives", "loaded from the library path");
        }
        try (Stream<Path> files = Files.walk(folder)) {
            long bytes =
                    files.filter(file -> Files.isRegularFile(file) && !Files.isSymbolicLink(file))
                            .mapToLong(file -> file.toFile().length())
                            .sum();
            return Finding.ok("natives", HumanUnits.bytes(bytes) + " in " + folder);
        } catch (IOException failure) {
            return Finding.warn(
                    "natives", folder + " cannot be examined: " + failure, "check its rights");
        }
    }

    private static Finding oneDnn() {
        return OneDnn.isTrusted()
                ? Finding.ok("oneDNN", "computes convolutions as libtorch's own kernels do")
                : Finding.warn(
                        "oneDNN",
                        "computes wrong convolutions here and is switched off; they are about three times slower",
                        "on a virtual machine, let it see the sizes of the processor's caches (CPUID leaf 0x8000001D or 4), or take another kind of machine");
    }

    /** A real convolution and its gradient, against the sum that can be done by hand. */
    private static Finding computes(Precision precision) {
        String what = "computes " + precision.name().toLowerCase(Locale.ROOT);
        try {
            long start = System.nanoTime();
            double error = Scope.tidy(() -> Tensor.full(worstError(precision))).item();
            double milliseconds = (System.nanoTime() - start) * 1e-6;
            // 3 x 3 x 16 products each of which bfloat16 rounds by at most 2^-8.
            double bound = precision == Precision.FP32 ? 1e-4 : 5e-2;
            return error < bound
                    ? Finding.ok(
                            what,
                            "convolution and gradient agree to %.1e (%.0f ms)"
                                    .formatted(error, milliseconds))
                    : Finding.fail(
                            what,
                            "a convolution is wrong by %.1e".formatted(error),
                            "use precision fp32, and report this processor");
        } catch (CardiganException failure) {
            return Finding.fail(what, message(failure), "use precision fp32, or another machine");
        }
    }

    /**
     * The gradient of the sum of a convolution by its input is, away from the border, the sum of
     * the kernel over outputs and places.
     */
    private static double worstError(Precision precision) {
        return Scope.tidy(
                        () -> {
                            RandomStream random = new Randomness(1).stream("doctor");
                            Tensor kernel = random.uniform(-0.1, 0.1, 16, 16, 3, 3);
                            Tensor input = random.normal(4, 16, 16, 16).requireGradient(true);
                            Tensor output =
                                    precision.during(Device.CPU, () -> convolved(input, kernel));
                            Tensor gradient = Gradient.of(output.to(DType.F32), input);
                            Tensor expected = kernel.sum(false, 0, 2, 3); // [16] input channels
                            Tensor found = gradient.select(3, 8).select(2, 8).select(0, 0); // [16]
                            return found.sub(expected).abs().largest();
                        })
                .item();
    }

    private static Tensor convolved(Tensor input, Tensor kernel) {
        return input.conv(kernel, Optional.empty(), 1, 1, 1, 1);
    }

    private static Finding device(String name, Device.Kind kind) {
        try {
            new Device(kind, 0).orFail();
            return Finding.ok(name, "available: --device " + name);
        } catch (CardiganException missing) {
            return Finding.ok(name, "not available" + missingCuda(kind));
        }
    }

    /** Which files the CUDA build of libtorch would need. */
    private static String missingCuda(Device.Kind kind) {
        if (kind != Device.Kind.CUDA) {
            return "";
        }
        List<String> missing = new ArrayList<>();
        if (!Files.exists(Path.of("/dev/nvidiactl"))) {
            missing.add("a device (/dev/nvidiactl)");
        }
        for (String library : List.of("libcuda.so.1", "libcudart.so.13", "libcudnn.so.9")) {
            if (!isOnLibraryPath(library)) {
                missing.add(library);
            }
        }
        if (Engine.loadedFrom("libtorch_cuda.so").isEmpty()) {
            missing.add("libtorch_cuda.so (build with -Djavacpp.platform.extension=-gpu)");
        }
        return missing.isEmpty() ? "" : "; missing: " + String.join(", ", missing);
    }

    private static boolean isOnLibraryPath(String library) {
        List<String> folders = new ArrayList<>(DEFAULT_FOLDERS);
        folders.add("/usr/local/cuda/lib64");
        Optional.ofNullable(System.getenv("LD_LIBRARY_PATH"))
                .ifPresent(value -> folders.addAll(List.of(value.split(File.pathSeparator))));
        return folders.stream().anyMatch(folder -> Files.exists(Path.of(folder, library)));
    }

    private static String message(CardiganException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no message");
    }
}
