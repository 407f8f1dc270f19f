package dev.cardigan.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is in a set of pictures. Written to JSON as it stands, or to text by {@link #text}.
 *
 * @param name of the set
 * @param pictures how many good ones
 * @param sizes how many pictures of each size, as {@code 64x48} (width first), most frequent first
 * @param modes how many of each kind of storage, such as {@code RGB} or {@code grey 16 bit}
 * @param classes how many of each class, in label order; empty when unlabelled
 * @param duplicates which occur more than once
 * @param unreadable which files gave no picture, with reasons
 * @param decisions what was decided while opening
 * @param warnings what may spoil training, in plain words
 */
public record DataReport(
        String name,
        int pictures,
        Map<String, Integer> sizes,
        Map<String, Integer> modes,
        Map<String, Integer> classes,
        Duplicates duplicates,
        List<Unreadable> unreadable,
        List<String> decisions,
        List<String> warnings) {

    /** A sentence about training on so few pictures; empty where there are enough. */
    public static Optional<String> tooFew(int pictures) {
        return DataWarnings.few(pictures);
    }

    static DataReport of(
            String name,
            List<String> classes,
            int[] labels,
            List<PictureFacts> facts,
            List<Unreadable> unreadable,
            List<String> decisions) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        classes.forEach(each -> counts.put(each, 0));
        if (!classes.isEmpty()) {
            for (int label : labels) {
                counts.merge(classes.get(label), 1, Integer::sum);
            }
        }
        Map<String, Integer> sizes = count(facts, PictureFacts::size);
        Duplicates duplicates = Duplicates.among(facts);
        DataWarnings warnings = new DataWarnings(facts.size());
        warnings.number();
        warnings.classes(counts);
        warnings.sizes(facts);
        warnings.duplicates(duplicates);
        warnings.unreadable(unreadable.size());
        return new DataReport(
                name,
                facts.size(),
                sizes,
                count(facts, PictureFacts::mode),
                counts,
                duplicates,
                unreadable,
                decisions,
                warnings.sentences());
    }

    /** How often each value occurs, most frequent first. */
    private static Map<String, Integer> count(
            List<PictureFacts> facts, Function<PictureFacts, String> value) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        facts.forEach(each -> counts.merge(value.apply(each), 1, Integer::sum));
        Map<String, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    /** For people: a page of plain text, long lists cut short. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%s: %,d pictures", name, pictures));
        decisions.forEach(each -> lines.add("  " + each));
        counts(lines, "Sizes", sizes);
        counts(lines, "Modes", modes);
        counts(lines, "Classes", classes);
        groups(lines, "Exact duplicates", duplicates.exact());
        groups(lines, "Near duplicates", duplicates.near());
        if (duplicates.compared() < pictures) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  (near duplicates were looked for among %,d different pictures)",
                            duplicates.compared()));
        }
        listed(lines, "Unreadable", unreadable.stream().map(Unreadable::toString).toList());
        listed(lines, "Warnings", warnings);
        return String.join("\n", lines) + "\n";
    }

    private static void counts(List<String> lines, String title, Map<String, Integer> counts) {
        List<String> entries = new ArrayList<>();
        counts.forEach(
                (key, count) -> entries.add(String.format(Locale.ROOT, "%s: %,d", key, count)));
        listed(lines, title, entries);
    }

    private static void groups(List<String> lines, String title, List<List<String>> groups) {
        listed(lines, title, groups.stream().map(names -> String.join(" = ", names)).toList());
    }

    private static void listed(List<String> lines, String title, List<String> entries) {
        if (entries.isEmpty()) {
            return;
        }
        int shown = Math.min(20, entries.size());
        lines.add(String.format(Locale.ROOT, "%s (%,d)", title, entries.size()));
        entries.subList(0, shown).forEach(each -> lines.add("  " + each));
        if (shown < entries.size()) {
            lines.add(String.format(Locale.ROOT, "  and %,d more", entries.size() - shown));
        }
    }
}
