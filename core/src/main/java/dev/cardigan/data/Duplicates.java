package dev.cardigan.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pictures that occur more than once.
 *
 * @param exact groups of names with the same content
 * @param near groups of names that look the same but differ in their content
 * @param compared how many pictures, evenly spread over the set, were looked at for near
 *     duplicates; every pair is compared, so large sets are sampled
 */
public record Duplicates(List<List<String>> exact, List<List<String>> near, int compared) {

    /** All pairs of so many take about a second. */
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

    private static List<List<String>> near(List<PictureFacts> facts) {
        int[] group = new int[facts.size()];
        for (int index = 0; index < group.length; index++) {
            group[index] = index;
        }
        Thumbnail[] thumbnails =
                facts.stream().map(PictureFacts::thumbnail).toArray(Thumbnail[]::new);
        for (int first = 0; first < thumbnails.length; first++) {
            for (int second = first + 1; second < thumbnails.length; second++) {
                if (thumbnails[first].isLike(thumbnails[second])) {
                    group[leader(group, second)] = leader(group, first);
                }
            }
        }
        Map<Integer, List<String>> byLeader = new TreeMap<>();
        for (int index = 0; index < group.length; index++) {
            byLeader.computeIfAbsent(leader(group, index), key -> new ArrayList<>())
                    .add(facts.get(index).name());
        }
        return byLeader.values().stream()
                .filter(names -> names.size() > 1)
                .map(List::copyOf)
                .toList();
    }

    /** The picture that stands for the group of {@code index}; halves the path on its way. */
    private static int leader(int[] group, int index) {
        int at = index;
        while (group[at] != at) {
            group[at] = group[group[at]];
            at = group[at];
        }
        return at;
    }
}
