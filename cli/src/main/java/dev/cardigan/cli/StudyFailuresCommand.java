package dev.cardigan.cli;

import dev.cardigan.error.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs that are made to fail, and healthy ones, to see whether the doctor tells them apart. */
@Command(
        name = "failures",
        description = {
            "Make runs fail in eight known ways and see whether the doctor names each.",
            "With --act it is to heal them as well. Then healthy runs of different papers, data and seeds are trained, on which it must keep quiet.",
            "Exit code 1 when a fault is not named rightly or a healthy run gives an alarm."
        })
final class StudyFailuresCommand implements Callable<Integer> {

    /** A fault must have its name within so many examinations after it began. */
    static final long NAMED_WITHIN = 16;

    private static final List<String> PICTURES =
            List.of("data=builtin:digits", "size=16", "steps=700");

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Length of each failing run. Default: ${DEFAULT-VALUE}.")
    private long steps;

    @Option(names = "--act", description = "Let the doctor treat each as well, in a second run.")
    private boolean act;

    @Option(
            names = "--healthy",
            paramLabel = "N",
            defaultValue = "20",
            description = "Number of healthy runs. Default: ${DEFAULT-VALUE}.")
    private int healthy;

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            description = "Only faults with this in their name; empty for none. Default: all.")
    private Optional<String> only = Optional.empty();

    @Option(
            names = "--into",
            paramLabel = "DIR",
            defaultValue = "studies/failures",
            description = "Folder of the runs. Default: ${DEFAULT-VALUE}.")
    private Path into = Path.of("studies/failures");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (healthy < 0 || steps < 1) {
            throw new ConfigException(
                    "study failures: expected --healthy >= 0 and --steps >= 1, found %d and %d"
                            .formatted(healthy, steps));
        }
        try {
            return allNamedRightly() ? 0 : 1;
        } catch (Interrupted signal) {
            return signal.code;
        }
    }

    private boolean allNamedRightly() {
        PrintWriter out = spec.commandLine().getOut();
        boolean good = true;
        for (Fault fault : chosen()) {
            good &= tried(fault, out);
        }
        for (int i = 0; i < healthy; i++) {
            good &= quiet(i, out);
        }
        return good;
    }

    private List<Fault> chosen() {
        String part = only.orElse("");
        if (part.isEmpty()) {
            return only.isPresent() ? List.of() : Fault.all();
        }
        List<Fault> chosen =
                Fault.all().stream().filter(fault -> fault.name().contains(part)).toList();
        if (chosen.isEmpty()) {
            throw new ConfigException(
                    "--only: expected a part of one of %s, found '%s'"
                            .formatted(
                                    String.join(
                                            ", ", Fault.all().stream().map(Fault::name).toList()),
                                    part));
        }
        return chosen;
    }

    private boolean tried(Fault fault, PrintWriter out) {
        Trial watched = trial(fault, List.of("steps=" + steps));
        Map<String, Object> alarm = watched.alarm().orElse(Map.of());
        long examinations =
                alarm.isEmpty()
                        ? NAMED_WITHIN + 1
                        : (step(alarm) - fault.onset() + Trial.EVERY - 1) / Trial.EVERY;
        boolean right =
                fault.names().contains(String.valueOf(alarm.get("verdict")))
                        && examinations <= NAMED_WITHIN;
        out.println(
                "%-31s %s: %s. To do: %s"
                        .formatted(
                                fault.name(),
                                right ? "named" : "NOT NAMED",
                                alarm.isEmpty()
                                        ? "no alarm"
                                        : "%s after %d examinations"
                                                .formatted(alarm.get("verdict"), examinations),
                                alarm.getOrDefault("action", "-")));
        out.println("%-31s untreated it ends %s".formatted("", end(watched)));
        if (act) {
            Trial treated = trial(fault, List.of("steps=" + steps, "doctor=act"));
            out.println(
                    "%-31s treated it ends %s: %s"
                            .formatted("", end(treated), String.join("; ", treated.treatments())));
        }
        out.flush();
        return right;
    }

    /** A signal ends all trials, not one. */
    private Trial trial(Fault fault, List<String> assignments) {
        Trial trial = Trial.of(into, fault, assignments);
        if (trial.signal() != 0) {
            throw new Interrupted(trial.signal());
        }
        return trial;
    }

    /** Carries the exit code of a signal past the trials that are left. */
    private static final class Interrupted extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final int code;

        Interrupted(int code) {
            super("stopped by a signal");
            this.code = code;
        }
    }

    private static String end(Trial trial) {
        String verdict = trial.diverged().map(reason -> "diverged").orElse(trial.last());
        return (trial.endsWell() ? "well, " : "badly, ") + verdict;
    }

    private static long step(Map<String, Object> alarm) {
        return alarm.get("step") instanceof Number step ? step.longValue() : Long.MAX_VALUE / 2;
    }

    private boolean quiet(int number, PrintWriter out) {
        List<Fault> kinds = healthyKinds();
        Fault kind = kinds.get(number % kinds.size());
        int seed = 1 + number / kinds.size();
        Trial trial = trial(kind, List.of("seed=" + seed));
        out.println(
                "%-31s %s, seed %d: %s"
                        .formatted(
                                kind.name(),
                                trial.alarm().isEmpty() ? "quiet" : "FALSE ALARM",
                                seed,
                                trial.alarm()
                                        .map(
                                                alarm ->
                                                        alarm.get("verdict")
                                                                + ": "
                                                                + DoctorLog.evidence(alarm))
                                        .orElse(trial.last())));
        out.flush();
        return trial.alarm().isEmpty();
    }

    private static List<Fault> healthyKinds() {
        List<Fault> kinds = new ArrayList<>();
        kinds.add(healthy("gan", List.of("steps=1500")));
        kinds.add(healthy("gan", List.of("data=builtin:grid25", "steps=1500")));
        kinds.add(healthy("gan", List.of("data=builtin:swissroll", "steps=1500")));
        kinds.add(healthy("gan", PICTURES));
        kinds.add(healthy("cgan", PICTURES));
        kinds.add(healthy("dcgan", with(PICTURES, "width=16")));
        kinds.add(healthy("wgan", with(PICTURES, "width=16")));
        kinds.add(healthy("lsgan", with(PICTURES, "width=16")));
        return kinds;
    }

    private static List<String> with(List<String> some, String one) {
        List<String> all = new ArrayList<>(some);
        all.add(one);
        return all;
    }

    private static Fault healthy(String paper, List<String> assignments) {
        String data =
                assignments.stream()
                        .filter(each -> each.startsWith("data="))
                        .map(each -> each.substring("data=".length()))
                        .findFirst()
                        .orElse("builtin:ring8");
        return new Fault(
                paper + " on " + data, paper, assignments, Tampering.NONE, run -> {}, 0, Set.of());
    }
}
