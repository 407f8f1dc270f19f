package dev.cardigan.benchmarks;

import dev.cardigan.benchmarks.harness.ChildJvm;
import dev.cardigan.benchmarks.harness.Contestant;
import dev.cardigan.benchmarks.harness.ContestantProcess;
import dev.cardigan.benchmarks.harness.JsonFile;
import dev.cardigan.benchmarks.harness.Outcome;
import dev.cardigan.benchmarks.harness.Report;
import dev.cardigan.benchmarks.harness.Rounds;
import dev.cardigan.benchmarks.harness.WindowPlan;
import dev.cardigan.error.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures the machine and every training loop on it, and prints a table; half an hour on an idle
 * machine. From the project's root:
 *
 * <pre>{@code
 * mvn -q -Dmaven.test.skip -pl benchmarks -am compile dependency:build-classpath \
 *     -DincludeScope=runtime -Dmdep.outputFile=target/class-path.txt
 * java -cp benchmarks/target/classes:$(cat benchmarks/target/class-path.txt) \
 *     dev.cardigan.benchmarks.Benchmark --json benchmark.json
 * }</pre>
 */
@Command(
        name = "benchmark",
        subcommands = {
            StartCommand.class,
            MeasuresCommand.class,
            DataCommand.class,
            GrowthCommand.class
        },
        description =
                "Measures this machine's own peak and every training loop on it, each in a process of"
                        + " its own, in interleaved rounds; first idle, then with every core also busy.")
public final class Benchmark implements Callable<Integer> {

    /** Far above any default; a contestant that hangs must not hold the others up for ever. */
    static final Duration PROCESS_LIMIT = Duration.ofMinutes(15);

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds on the idle machine (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--busy-rounds",
            paramLabel = "N",
            defaultValue = "2",
            description =
                    "Rounds with every core busy, without the ceilings (default: ${DEFAULT-VALUE}).")
    private int busyRounds;

    @Option(
            names = "--cores",
            paramLabel = "N",
            description = "Cores to use and to keep busy (default: all).")
    private int cores = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Contestants whose name starts so, separated by commas (default: all).")
    private List<String> only = List.of();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also write everything measured to this file, as JSON.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Also write the table, everything measured and charts to this folder:"
                            + " benchmark.txt, benchmark.json, benchmark-idle.svg, benchmark-busy.svg.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--peers",
            paramLabel = "DIR",
            defaultValue = "benchmarks/peers",
            description =
                    "The modules of other libraries (dl4j, dl4j-onednn, tensorflow), built with"
                            + " mvn -Ppeers (default: ${DEFAULT-VALUE}).")
    private Path peers = Path.of("benchmarks", "peers");

    @Mixin private WindowPlan plan = WindowPlan.of(1, 1, 1);

    @Spec private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        ContestantProcess.run(new Benchmark(), arguments);
    }

    @Override
    public Integer call() {
        check();
        List<Contestant> contestants = chosen();
        List<Contestant> loops = contestants.stream().filter(c -> !c.isPeak()).toList();
        Rounds race = Rounds.of(ChildJvm.within(PROCESS_LIMIT), plan, this::tell);
        List<Outcome> outcomes = new ArrayList<>(race.idle(contestants, rounds));
        outcomes.addAll(race.busy(loops, busyRounds, cores));
        Report report = Report.of(contestants, outcomes);
        PrintWriter console = spec.commandLine().getOut();
        console.print(report.toText());
        console.flush();
        json.ifPresent(file -> JsonFile.write(file, report.toJson()));
        out.ifPresent(folder -> tell(written(report.write(folder))));
        return 0;
    }

    private void check() {
        plan.check();
        if (rounds < 0 || busyRounds < 0 || rounds + busyRounds == 0 || cores < 1) {
            throw new ConfigException(
                    "There is nothing to measure: expected --rounds and --busy-rounds of 0 or more, one of them above 0, and --cores of at least 1, found %d, %d and %d."
                            .formatted(rounds, busyRounds, cores));
        }
    }

    private List<Contestant> chosen() {
        List<Contestant> all = Roster.of(cores, peers);
        if (only.isEmpty()) {
            all.stream().filter(c -> !c.wasBuilt()).forEach(c -> tell(Peers.howToBuild(c)));
            return all.stream().filter(Contestant::wasBuilt).toList();
        }
        List<Contestant> chosen =
                all.stream().filter(c -> only.stream().anyMatch(c.name()::startsWith)).toList();
        if (chosen.isEmpty()) {
            throw new ConfigException(
                    "No contestant is called %s: expected the start of one of %s."
                            .formatted(only, all.stream().map(Contestant::name).toList()));
        }
        for (Contestant contestant : chosen) {
            if (!contestant.wasBuilt()) {
                throw new ConfigException(Peers.howToBuild(contestant));
            }
        }
        return chosen;
    }

    private static String written(List<Path> files) {
        boolean charted = files.stream().anyMatch(file -> file.toString().endsWith(".svg"));
        return "Written: "
                + files
                + (charted
                        ? ""
                        : "; no chart, for it needs every loop's ceiling, or a contestant of Cardigan and another that does the same work");
    }

    private void tell(Outcome outcome) {
        tell(
                "%s, round %d: %s, %.1f s"
                        .formatted(
                                outcome.load(),
                                outcome.round(),
                                outcome.contestant(),
                                outcome.seconds()));
    }

    private void tell(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
