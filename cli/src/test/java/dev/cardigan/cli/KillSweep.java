package dev.cardigan.cli;

import dev.cardigan.checkpoint.FileOps;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * The long form of {@link KilledTest}, run by hand: kills runs of three GANs many times, every
 * third time inside a save, resumes them to their end and compares them byte for byte with runs
 * nobody touched. Run it with the class path of the tests; arguments: kills per GAN (20), seed (1).
 */
final class KillSweep {

    private static final long STEPS = 2000;
    private static final int KILLED = 137;

    private final Path runs;
    private final PrintStream out;
    private final Random random;

    private KillSweep(Path runs, PrintStream out, long seed) {
        this.runs = runs;
        this.out = out;
        this.random = new Random(seed);
    }

    /** What happened to one GAN. */
    private static final class Tally {
        private int kills;
        private int insideSaves;
        private int rounds;
        private final List<String> differences = new ArrayList<>();
    }

    public static void main(String[] arguments) throws Exception {
        int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        KillSweep sweep = new KillSweep(Files.createTempDirectory("kill-sweep"), System.out, seed);
        boolean equal = true;
        for (String[] gan :
                new String[][] {
                    {"dcgan", "width=8"},
                    {"wgan-gp", "width=8"},
                    {"cgan", "generatorWidths=[32, 64]"}
                }) {
            equal &= sweep.sweep(gan[0], gan[1], kills);
        }
        System.exit(equal ? 0 : 1);
    }

    private Object[] train(String paper, String setting, String name) {
        return new Object[] {
            "train",
            paper,
            "--data",
            "builtin:digits",
            "--size",
            16,
            "--set",
            setting,
            "--batch",
            6,
            "--threads",
            1,
            "--steps",
            STEPS,
            "--save-every",
            10,
            "--sample-every",
            200,
            "--log-every",
            25,
            "--set",
            "samples=20",
            "--name",
            name,
            "--runs",
            runs,
            "--quiet"
        };
    }

    private boolean sweep(String paper, String setting, int kills) throws Exception {
        requireSuccess(Cardigan.start(List.of(), train(paper, setting, paper + "-whole")));
        Tally tally = new Tally();
        while (tally.kills < kills) {
            tally.rounds++;
            round(paper, setting, paper + "-" + tally.rounds, kills, tally);
        }
        out.printf(
                "%s: %d kills, %d of them inside saves, over %d runs of %d steps; files that differ: %s%n",
                paper, tally.kills, tally.insideSaves, tally.rounds, STEPS, tally.differences);
        return tally.differences.isEmpty();
    }

    private void round(String paper, String setting, String name, int kills, Tally tally)
            throws Exception {
        Object[] arguments = train(paper, setting, name);
        int code = -1;
        while (code != 0) {
            code = tally.kills < kills ? killed(arguments, tally) : code(List.of(), arguments);
            if (code != 0 && code != KILLED) {
                throw new IllegalStateException(name + " ended with " + code);
            }
            if (Files.exists(runs.resolve(name).resolve("run.json"))) {
                arguments = new Object[] {"resume", name, "--runs", runs, "--quiet"};
            }
        }
        tally.differences.addAll(
                RunFiles.differences(runs.resolve(paper + "-whole"), runs.resolve(name), STEPS));
    }

    private int killed(Object[] arguments, Tally tally) throws Exception {
        if (tally.kills % 3 == 0) {
            int call = 5 + random.nextInt(120);
            int code = code(List.of("-D" + FileOps.CRASH_PROPERTY + "=" + call), arguments);
            tally.kills += code == 0 ? 0 : 1;
            tally.insideSaves += code == 0 ? 0 : 1;
            return code;
        }
        Process process = Cardigan.start(List.of(), arguments);
        if (process.waitFor(500 + random.nextInt(3500), TimeUnit.MILLISECONDS)) {
            return process.exitValue();
        }
        tally.kills++;
        return process.destroyForcibly().waitFor();
    }

    private static int code(List<String> properties, Object[] arguments) throws Exception {
        Process process = Cardigan.start(properties, arguments);
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    private static void requireSuccess(Process process) throws InterruptedException {
        try {
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
