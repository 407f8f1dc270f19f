package dev.cardigan.cli;

import dev.cardigan.config.Json;
import dev.cardigan.error.CardiganException;
import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import dev.cardigan.error.DivergedException;
import dev.cardigan.error.EngineException;
import dev.cardigan.error.NativeMemoryException;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Trains the runs of a study that are not finished, each in a process of its own with one engine
 * thread: what one run does to its process is not the others' business.
 *
 * @param file the study as the children read it
 * @param tell told a line for each run that ends
 */
record StudyRuns(
        StudyPlan plan, Path file, Path folder, StudyResults results, Consumer<String> tell) {

    private static final int SHOWN = 10;
    private static final int SAVING_SECONDS = 60;

    /** An interrupted study ends its children; they go on from their checkpoints next time. */
    void finish(int jobs) {
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (StudyPlan.Cell cell : plan.cells()) {
                if (!results.isComplete(cell, plan.measures())) {
                    futures.add(pool.submit(() -> run(cell)));
                }
            }
            for (Future<?> future : futures) {
                await(future);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EngineException(
                    "the study was interrupted; the same command goes on with it", interrupted);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(failure);
        }
    }

    private void run(StudyPlan.Cell cell) {
        Path output = folder.resolve(cell.run() + ".out");
        Path errors = folder.resolve(cell.run() + ".err");
        try {
            int code = ended(started(cell, output, errors));
            if (code != 0) {
                throw failed(cell, code, errors);
            }
            String line = Files.readString(output).strip();
            Map<String, Double> values = new LinkedHashMap<>();
            Json.parse(line, cell.run())
                    .forEach((name, value) -> values.put(name, ((Number) value).doubleValue()));
            synchronized (results.folder()) {
                results.add(cell, plan.measures(), values);
                tell.accept(cell.run() + ": " + line);
            }
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
        } catch (IOException failure) {
            throw new StorageException(
                    "%s: cannot be written or read (%s); free some space or check its rights"
                            .formatted(folder, failure),
                    failure);
        }
    }

    private Process started(StudyPlan.Cell cell, Path output, Path errors) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-Djava.awt.headless=true",
                        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                        "-Dorg.bytedeco.javacpp.maxBytes=0"));
        // As the launcher hands them on; what comes later wins.
        String own = Optional.ofNullable(System.getenv("JAVA_OPTS")).orElse("").strip();
        command.addAll(own.isEmpty() ? List.of() : List.of(own.split("\\s+")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("study", "one", file.toString(), cell.arm()));
        command.addAll(List.of(Long.toString(cell.seed()), "--into", folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("OPENBLAS_NUM_THREADS", "1");
        builder.environment().put("OMP_WAIT_POLICY", "passive");
        return builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
    }

    private static int ended(Process process) {
        Thread onExit = new Thread(() -> end(process));
        Runtime.getRuntime().addShutdownHook(onExit);
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new EngineException("the study was interrupted", interrupted);
        } finally {
            Runtime.getRuntime().removeShutdownHook(onExit);
        }
    }

    /** A run that is told to end saves first. */
    private static void end(Process process) {
        process.destroy();
        try {
            process.waitFor(SAVING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** What went wrong in the child, under its own exit code. */
    private static CardiganException failed(StudyPlan.Cell cell, int code, Path errors)
            throws IOException {
        List<String> lines = Files.readAllLines(errors, StandardCharsets.UTF_8);
        List<String> last = lines.subList(Math.max(0, lines.size() - SHOWN), lines.size());
        String message =
                "study run %s: expected it to end with code 0, found %d; put right what it says and give the same command again:%n%s"
                        .formatted(cell.run(), code, String.join(System.lineSeparator(), last));
        return Stream.<CardiganException>of(
                        new ConfigException(message),
                        new DataException(message),
                        new CheckpointException(message),
                        new DivergedException(message),
                        new StorageException(message),
                        new NativeMemoryException(message))
                .filter(known -> known.exitCode() == code)
                .findFirst()
                .orElseGet(() -> new EngineException(message));
    }
}
