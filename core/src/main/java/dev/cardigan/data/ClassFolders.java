package dev.cardigan.data;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Labels from folders: where all pictures lie in two or more folders side by side, each folder is a
 * class. A single folder around everything, as most zips have, is looked through.
 *
 * @param classes folder names in code point order; empty without classes
 * @param decision what was decided, in one sentence
 */
record ClassFolders(List<String> classes, String decision, int skippedCharacters) {

    static ClassFolders of(List<String> names) {
        int skipped = commonFolder(names);
        Map<String, Integer> counts = new TreeMap<>();
        int loose = 0;
        for (String name : names) {
            int slash = name.indexOf('/', skipped);
            if (slash < 0) {
                loose++;
            } else {
                counts.merge(name.substring(skipped, slash), 1, Integer::sum);
            }
        }
        if (counts.isEmpty()) {
            return none("All pictures lie in one folder, so there are no classes.");
        }
        if (loose > 0) {
            return none(
                    "%d pictures lie beside the %d sub-folders, so the folders are not taken for classes."
                            .formatted(loose, counts.size()));
        }
        List<String> classes = List.copyOf(counts.keySet());
        return new ClassFolders(
                classes,
                "The %d sub-folders are the classes: %s."
                        .formatted(classes.size(), abbreviated(classes)),
                skipped);
    }

    private static ClassFolders none(String decision) {
        return new ClassFolders(List.of(), decision, 0);
    }

    private static String abbreviated(List<String> classes) {
        int shown = Math.min(12, classes.size());
        String list = String.join(", ", classes.subList(0, shown));
        return shown < classes.size() ? list + ", ..." : list;
    }

    /** The label of a picture; 0 without classes. */
    int label(String name) {
        if (classes.isEmpty()) {
            return 0;
        }
        String folder = name.substring(skippedCharacters, name.indexOf('/', skippedCharacters));
        return Collections.binarySearch(classes, folder);
    }

    /** The length of the folders that all names have in common, with their slashes. */
    private static int commonFolder(List<String> names) {
        int common = 0;
        while (!names.isEmpty()) {
            int slash = names.get(0).indexOf('/', common);
            if (slash < 0) {
                return common;
            }
            String prefix = names.get(0).substring(0, slash + 1);
            if (!names.stream().allMatch(name -> name.startsWith(prefix))) {
                return common;
            }
            common = slash + 1;
        }
        return common;
    }
}
