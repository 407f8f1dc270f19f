package dev.cardigan.cli;

import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.config.Settings;
import dev.cardigan.error.CardiganException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the doctor said of a run.
 *
 * @param alarm its first, as a line of {@code doctor.jsonl}
 * @param treatments what it did, in order
 * @param last its last verdict
 * @param diverged what ended the run before its last step
 * @param signal the exit code of a signal that ended it; 0 for none
 */
record Trial(
        Optional<Map<String, Object>> alarm,
        List<String> treatments,
        String last,
        Optional<String> diverged,
        int signal) {

    /** Steps between examinations of a trial. */
    static final long EVERY = 50;

    private static final List<String> COMMON =
            List.of(
                    "data=builtin:ring8",
                    "doctorEvery=" + EVERY,
                    "logEvery=" + EVERY,
                    "sampleEvery=100000",
                    "saveEvery=100",
                    "keep=50",
                    "threads=1");

    /** Trains and returns what was said. */
    static Trial of(Path runs, Fault fault, List<String> assignments) {
        List<String> all = new ArrayList<>(COMMON);
        all.addAll(fault.assignments());
        all.addAll(assignments);
        String paper = fault.paper();
        Screen silent = new Screen(new PrintWriter(new StringWriter()), Screen.Mode.QUIET);
        Optional<String> diverged = Optional.empty();
        int signal = 0;
        try (Session session = Session.open(paper, Settings.ofAssignments(all), fault.tampering());
                RunFolder folder = RunFolder.createUnique(runs, paper);
                Training training =
                        Training.of(
                                session,
                                folder,
                                RunRecord.of(session),
                                silent,
                                (step, image) -> {})) {
            try {
                signal = training.beside(fault.hook()).train();
            } catch (CardiganException ended) {
                diverged = Optional.of(String.valueOf(ended.getMessage()));
            }
            return said(DoctorLog.in(folder).read(), diverged, signal);
        }
    }

    private static Trial said(
            List<Map<String, Object>> lines, Optional<String> diverged, int signal) {
        Optional<Map<String, Object>> alarm =
                lines.stream().filter(line -> Boolean.TRUE.equals(line.get("alarm"))).findFirst();
        List<String> done =
                lines.stream()
                        .filter(line -> line.containsKey("done"))
                        .map(line -> String.valueOf(line.get("done")))
                        .toList();
        String last =
                lines.stream()
                        .filter(line -> line.containsKey("verdict"))
                        .reduce((earlier, later) -> later)
                        .map(line -> String.valueOf(line.get("verdict")))
                        .orElse("nothing");
        return new Trial(alarm, done, last, diverged, signal);
    }

    /** Whether the run came to its end and nothing is wrong with it there. */
    boolean endsWell() {
        return diverged.isEmpty() && (last.equals("healthy") || last.equals("at equilibrium"));
    }
}
