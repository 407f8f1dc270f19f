package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.report.MetricsReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StudyInterruptedTest {

    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;

    /** Signal 2 in the mask of ignored signals. */
    private static final long INT_BIT = 1L << 1;

    /** Long enough to be interrupted on any machine, short enough to be finished on a slow one. */
    private static final int STEPS = 500;

    @TempDir private Path folder;

    private Process study() throws IOException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        words.addAll(List.of("study", "gan", "--data", "builtin:ring8", "--seeds", "1"));
        words.addAll(List.of("--measure", "seconds", "--into", folder.toString()));
        words.addAll(List.of("--set", "steps=" + STEPS, "--set", "saveEvery=50"));
        words.addAll(List.of("--set", "sampleEvery=" + STEPS, "--set", "doctor=off"));
        words.addAll(List.of("--set", "keep=1000"));
        return new ProcessBuilder(words).redirectErrorStream(true).start();
    }

    private List<String> checkpoints() throws IOException {
        Path checkpoints = folder.resolve("runs/gan-1/checkpoints");
        if (!Files.isDirectory(checkpoints)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(checkpoints)) {
            return inside.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("step-0*[1-9]\\d*"))
                    .sorted()
                    .toList();
        }
    }

    /** A suite begun by a shell's {@code &} hands an ignored Ctrl-C down to all its children. */
    private static boolean interruptsAreIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> Long.parseUnsignedLong(line.substring(7).trim(), 16))
                    .anyMatch(mask -> (mask & INT_BIT) != 0);
        }
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** As Ctrl-C at a terminal, but for the study alone: its child is the study's to end. */
    @Test
    @DisabledOnOs(OS.WINDOWS) // no signals there
    void ctrlCSavesTheRunAndTheSameCommandGoesOnFromThere() throws Exception {
        Process interrupted = study();
        while (checkpoints().isEmpty() && !interrupted.waitFor(20, TimeUnit.MILLISECONDS)) {}
        List<ProcessHandle> children = interrupted.descendants().toList();
        String signal = interruptsAreIgnored() ? "-TERM" : "-INT";
        new ProcessBuilder("kill", signal, Long.toString(interrupted.pid())).start().waitFor();
        String said = output(interrupted);
        assertThat(interrupted.waitFor())
                .as(said)
                .isEqualTo(signal.equals("-INT") ? INTERRUPTED : TERMINATED);
        assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        assertThat(folder.resolve("results-gan.jsonl")).doesNotExist();
        List<String> kept = checkpoints();
        Path last = folder.resolve("runs/gan-1/checkpoints").resolve(kept.get(kept.size() - 1));
        FileTime saved = Files.getLastModifiedTime(last.resolve("manifest.json"));

        Process again = study();
        String finished = output(again);
        assertThat(again.waitFor()).as(finished).isZero();
        assertThat(finished).contains("gan-1: {\"seconds\":");
        assertThat(MetricsReader.read(folder.resolve("results-gan.jsonl"))).hasSize(1);
        // Begun anew, the run would have written this checkpoint again.
        assertThat(Files.getLastModifiedTime(last.resolve("manifest.json"))).isEqualTo(saved);
    }
}
