package dev.cardigan.benchmarks.harness;

import dev.cardigan.error.EngineException;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A main class, run in a process of its own with stated settings. */
public final class ChildJvm {

    /** The same for every contestant; native memory is not the JVM's to limit. */
    public static final List<String> SETTINGS =
            List.of(
                    "-Xmx1g",
                    "-XX:+UseSerialGC",
                    "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                    "-Dorg.bytedeco.javacpp.maxBytes=0");

    private static final int SHOWN_ERROR_LINES = 20;

    private final Duration limit;

    private ChildJvm(Duration limit) {
        this.limit = limit;
    }

    /** Children that are ended after this much time. */
    public static ChildJvm within(Duration limit) {
        return new ChildJvm(limit);
    }

    /** The command line that starts this main class of this process's class path. */
    public static List<String> command(String mainClass, List<String> arguments) {
        return command(mainClass, arguments, List.of(), System.getProperty("java.class.path"));
    }

    private static List<String> command(
            String mainClass, List<String> arguments, List<String> settings, String classPath) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SETTINGS);
        command.addAll(settings);
        command.add("-cp");
        command.add(classPath);
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    /**
     * Runs a contestant to its end and returns the lines of standard output.
     *
     * @param more arguments after the contestant's own
     * @throws EngineException as below
     */
    List<String> run(Contestant contestant, List<String> more) {
        List<String> arguments = new ArrayList<>(contestant.arguments());
        arguments.addAll(more);
        List<String> command =
                contestant
                        .build()
                        .map(
                                build ->
                                        command(
                                                contestant.mainClass(),
                                                arguments,
                                                build.settings(),
                                                build.classPath()))
                        .orElseGet(() -> command(contestant.mainClass(), arguments));
        return run(contestant.mainClass(), command, contestant.environment());
    }

    /**
     * Runs a command to its end and returns the lines of standard output.
     *
     * @param mainClass how to call it in messages
     * @throws EngineException if it fails or takes longer than the limit; the message ends with
     *     what it wrote to standard error
     */
    List<String> run(String mainClass, List<String> command, NativeEnvironment environment) {
        try {
            Path folder = Files.createTempDirectory("cardigan-benchmark-");
            Path output = folder.resolve("output");
            Path errors = folder.resolve("errors");
            try {
                ProcessBuilder builder = new ProcessBuilder(command);
                environment.applyTo(builder.environment());
                builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
                finish(mainClass, builder.start(), errors);
                return Files.readAllLines(output, StandardCharsets.UTF_8);
            } finally {
                Files.deleteIfExists(output);
                Files.deleteIfExists(errors);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new StorageException(
                    "The output of "
                            + mainClass
                            + " could not be kept in the temporary folder: "
                            + e.getMessage()
                            + ". Free some space there.",
                    e);
        }
    }

    private void finish(String mainClass, Process process, Path errors) throws IOException {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failure(
                        mainClass, "is still running after " + limit.toSeconds() + " s", errors);
            }
            if (process.exitValue() != 0) {
                throw failure(mainClass, "ended with code " + process.exitValue(), errors);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(mainClass + " was interrupted before it ended.", e);
        } finally {
            destroy(process);
        }
    }

    /** Ends a process and waits for its end, so that it disturbs nothing that is measured later. */
    static void destroy(Process process) {
        process.destroyForcibly();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static EngineException failure(String mainClass, String what, Path errors)
            throws IOException {
        List<String> lines =
                new String(Files.readAllBytes(errors), StandardCharsets.UTF_8).lines().toList();
        List<String> last =
                lines.subList(Math.max(0, lines.size() - SHOWN_ERROR_LINES), lines.size());
        return new EngineException(
                "%s %s: expected it to end with code 0. Its last lines of standard error:%n%s"
                        .formatted(mainClass, what, String.join(System.lineSeparator(), last)));
    }
}
