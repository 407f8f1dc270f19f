package dev.cardigan.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pictures that occur more than once.
 *
 * @param exact groups of names with the same content
 * @param near groups of names that look the same but differ in their content
 * @param compared how many pictures, evenly spread over the set, were looked at for near
 *     duplicates; every pair is compared, so large sets are sampled
 */
public record Duplicates(List<List<String>> exact, List<List<String>> near, int compared) {

    /** All pairs of so many take about two seconds. */
    private static final int MOST_COMPARED = 20_000;

    static Duplicates among(List<PictureFacts> facts) {
        Map<String, List<PictureFacts>> byContent = new LinkedHashMap<>();
        for (PictureFacts each : facts) {
            byContent.computeIfAbsent(each.sha256(), key -> new ArrayList<>()).add(each);
        }
        List<List<String>> exact =
                byContent.values().stream()
                        .filter(group -> group.size() > 1)
                        .map(group -> group.stream().map(PictureFacts::name).toList())
                        .toList();
        List<PictureFacts> distinct = byContent.values().stream().map(each -> each.get(0)).toList();
        List<PictureFacts> compared = spread(distinct);
        return new Duplicates(exact, near(compared), compared.size());
    }

    private static List<PictureFacts> spread(List<PictureFacts> facts) {
        if (facts.size() <= MOST_COMPARED) {
            return facts;
        }
        List<PictureFacts> chosen = new ArrayList<>(MOST_COMPARED);
        for (long index = 0; index < MOST_COMPARED; index++) {
            chosen.add(facts.get((int) (index * facts.size() / MOST_COMPARED)));
        }
        return chosen;
    }

    /**
     * Each picture joins the first group whose first picture it is like. Members are not compared
     * with each other: chains of small steps would join pictures that look quite different.
     */
    private static List<List<String>> near(List<PictureFacts> facts) {
        List<Thumbnail> leaders = new ArrayList<>();
        List<List<String>> groups = new ArrayList<>();
        for (PictureFacts each : facts) {
            int index = 0;
            while (index < leaders.size() && !leaders.get(index).isLike(each.thumbnail())) {
                index++;
            }
            if (index == leaders.size()) {
                leaders.add(each.thumbnail());
                groups.add(new ArrayList<>());
            }
            groups.get(index).add(each.name());
        }
        return groups.stream().filter(names -> names.size() > 1).map(List::copyOf).toList();
    }
}
