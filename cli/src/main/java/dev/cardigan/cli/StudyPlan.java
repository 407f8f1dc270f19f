package dev.cardigan.cli;

import dev.cardigan.config.Binder;
import dev.cardigan.config.Choices;
import dev.cardigan.config.Doc;
import dev.cardigan.config.Settings;
import dev.cardigan.error.ConfigException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which GANs are trained how often and compared by what: a study file. */
public record StudyPlan(
        @Doc("of its folder") String name,
        @Doc("what all arms are trained on") String data,
        @Doc(value = "runs of each arm", unit = "runs") int seeds,
        @Doc("seed of the first run; the others follow it") long firstSeed,
        @Doc("what is measured at the end of each run") List<String> measures,
        @Doc("settings of all arms, each as behind --set") List<String> set,
        @Doc("the arm that all others are compared with; none: the first") Optional<String> base,
        @Doc("what is compared, by name") Map<String, Arm> arms) {

    /**
     * One of the things compared.
     *
     * @param paper trained
     * @param set its own settings, each as behind {@code --set}; stronger than those of all arms
     */
    public record Arm(
            @Doc("the paper") String paper,
            @Doc("its own settings, each as behind --set") Optional<List<String>> set) {}

    /** One run of an arm. */
    record Cell(String arm, long seed) {
        /** What it and its folder are called. */
        String run() {
            return arm + "-" + seed;
        }
    }

    public StudyPlan {
        if (seeds < 1) {
            throw new ConfigException("seeds: expected at least 1, found " + seeds);
        }
        for (String arm : arms.keySet()) {
            if (!arm.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                throw new ConfigException(
                        "arms: expected names of letters, digits and . _ -, found '%s'"
                                .formatted(arm));
            }
        }
        if (base.isPresent() && !arms.containsKey(base.get())) {
            throw new ConfigException(
                    "base: expected one of %s, found '%s'".formatted(arms.keySet(), base.get()));
        }
        measures.forEach(Measure::named);
        measures = List.copyOf(measures);
        set = List.copyOf(set);
        arms = new LinkedHashMap<>(arms);
    }

    /**
     * Reads a study file.
     *
     * @throws ConfigException for unknown keys, values and measures, and for a study without arms
     */
    static StudyPlan of(Settings settings) {
        StudyPlan defaults =
                new StudyPlan(
                        "study",
                        Session.DEFAULT_DATA,
                        10,
                        1,
                        List.of("verdict"),
                        List.of(),
                        Optional.empty(),
                        Map.of());
        StudyPlan plan = Binder.with(Choices.none()).bind(defaults, settings);
        if (plan.arms().isEmpty()) {
            throw new ConfigException(
                    "arms: expected at least one, such as 'arms: {plain: {paper: gan}}', found none");
        }
        return plan;
    }

    /**
     * Looks before hours of training at what would end the last of its runs.
     *
     * @throws ConfigException for papers and settings that do not exist, and for measures that the
     *     data does not have
     */
    void requireThatAllCanRun() {
        if (measures.stream().map(Measure::named).anyMatch(Measure::ofModes)) {
            Subject.requireModes(data);
        }
        for (String arm : arms.keySet()) {
            Session.check(
                    arm(arm).paper(),
                    Settings.ofAssignments(assignments(new Cell(arm, firstSeed))));
        }
    }

    /** Arms by one setting that takes each of some values. */
    static Map<String, Arm> varied(String paper, Optional<String> vary) {
        if (vary.isEmpty()) {
            return Map.of(paper, new Arm(paper, Optional.empty()));
        }
        String[] parts = vary.get().split("=", 2);
        if (parts.length < 2) {
            throw new ConfigException(
                    "--vary: expected KEY=VALUE,VALUE,.. such as latent=2,8,64, found '%s'"
                            .formatted(vary.get()));
        }
        Map<String, Arm> arms = new LinkedHashMap<>();
        for (String value : parts[1].split(",")) {
            String assignment = parts[0].strip() + "=" + value.strip();
            String name = assignment.replaceAll("[^A-Za-z0-9._-]+", "-");
            arms.put(name, new Arm(paper, Optional.of(List.of(assignment))));
        }
        return arms;
    }

    /** Whether a run of one is a run of the other; one may have more of them, or measure more. */
    boolean hasSameRunsAs(StudyPlan other) {
        return data.equals(other.data) && set.equals(other.set) && arms.equals(other.arms);
    }

    /** Seed by seed, so that a study that is cut short has some of every arm. */
    List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            for (String arm : arms.keySet()) {
                cells.add(new Cell(arm, seed));
            }
        }
        return cells;
    }

    /** The settings of a cell, weak to strong. */
    List<String> assignments(Cell cell) {
        List<String> all = new ArrayList<>(set);
        all.addAll(arm(cell.arm()).set().orElse(List.of()));
        return all;
    }

    Arm arm(String arm) {
        Arm found = arms.get(arm);
        if (found == null) {
            throw new ConfigException("arm '%s': expected one of %s".formatted(arm, arms.keySet()));
        }
        return found;
    }

    String compared() {
        return base.orElseGet(() -> arms.keySet().iterator().next());
    }
}
