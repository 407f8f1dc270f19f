package dev.cardigan.cli;

import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.config.Json;
import dev.cardigan.error.StorageException;
import dev.cardigan.training.StepClock.Part;
import dev.cardigan.training.StepProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where a run's time went, as text and as {@code profile.json}. */
record ProfileOutput(StepProfile profile) {

    static final String FILE = "profile.json";

    private static final int SHOWN_OPERATIONS = 20;

    /** Writes {@code profile.json} into the run folder. */
    Path write(RunFolder folder) {
        Path file = folder.path().resolve(FILE);
        try {
            Files.writeString(file, Json.writeString(tree()));
        } catch (IOException e) {
            throw new StorageException(
                    "The profile could not be written to %s: %s. Free some space, or train without --profile."
                            .formatted(file, e.getMessage()),
                    e);
        }
        return file;
    }

    String text() {
        double step = profile.seconds();
        StringBuilder text = new StringBuilder();
        text.append(
                line(
                        "A step takes %.3f ms (mean of %d steps; %.3f ms of it collecting garbage):",
                        1e3 * step, profile.steps(), 1e3 * profile.collecting()));
        for (StepProfile.Share share : profile.shares()) {
            text.append(
                    line(
                            "  %-32s %10.3f ms %6.1f %%",
                            name(share), 1e3 * share.seconds(), percent(share.seconds(), step)));
        }
        profile.closeLook().ifPresent(look -> append(text, look));
        return text.toString();
    }

    private static void append(StringBuilder text, StepProfile.CloseLook look) {
        double step = look.seconds() - look.watching();
        text.append(
                line(
                        "By operation (%d other steps of %.3f ms; without hooks and without looking itself, %.3f ms):",
                        look.steps(), 1e3 * step, 1e3 * look.watching()));
        layer(text, "in the engine", look.engine(), step);
        layer(text, "freeing native objects", look.freeing(), step);
        layer(text, "waiting for data", look.waiting(), step);
        layer(text, "in Java", look.java(), step);
        List<StepProfile.Operation> all = look.operations();
        for (StepProfile.Operation each : all.subList(0, Math.min(SHOWN_OPERATIONS, all.size()))) {
            text.append(
                    line(
                            "    %-30s %10.3f ms %6.1f %% %8.1f calls",
                            each.name(),
                            1e3 * each.seconds(),
                            percent(each.seconds(), step),
                            each.calls()));
        }
        if (all.size() > SHOWN_OPERATIONS) {
            text.append(line("    %d more in %s", all.size() - SHOWN_OPERATIONS, FILE));
        }
    }

    private static void layer(StringBuilder text, String name, double seconds, double step) {
        text.append(
                line("  %-32s %10.3f ms %6.1f %%", name, 1e3 * seconds, percent(seconds, step)));
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + System.lineSeparator();
    }

    private static double percent(double seconds, double of) {
        return of > 0 ? 100 * seconds / of : 0;
    }

    private static String name(StepProfile.Share share) {
        String part = part(share.part());
        return share.phase().isEmpty() ? part : share.phase() + ", " + part;
    }

    private static String part(Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("unit", "seconds per step");
        tree.put("steps", profile.steps());
        tree.put("step", profile.seconds());
        tree.put("collectingGarbage", profile.collecting());
        tree.put("parts", profile.shares().stream().map(ProfileOutput::tree).toList());
        profile.closeLook().ifPresent(look -> tree.put("closeLook", tree(look)));
        return tree;
    }

    private static Map<String, Object> tree(StepProfile.Share share) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("phase", share.phase());
        tree.put("part", part(share.part()));
        tree.put("seconds", share.seconds());
        return tree;
    }

    private static Map<String, Object> tree(StepProfile.CloseLook look) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("steps", look.steps());
        tree.put("step", look.seconds());
        tree.put("looking", look.watching());
        tree.put("engine", look.engine());
        tree.put("freeing", look.freeing());
        tree.put("waiting", look.waiting());
        tree.put("java", look.java());
        tree.put("operations", look.operations().stream().map(ProfileOutput::tree).toList());
        return tree;
    }

    private static Map<String, Object> tree(StepProfile.Operation operation) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", operation.name());
        tree.put("calls", operation.calls());
        tree.put("seconds", operation.seconds());
        return tree;
    }
}
