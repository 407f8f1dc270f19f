package dev.cardigan.zoo.official;

import dev.cardigan.error.CheckpointException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Names and shapes of a weight file: all that it takes to tell what network it is of.
 *
 * @param file what to call it in messages
 */
public record Shapes(String file, Map<String, long[]> all) {

    /** Whether there is a weight of this name. */
    public boolean has(String name) {
        return all.containsKey(name);
    }

    /**
     * The extent of a weight along an axis.
     *
     * @throws CheckpointException when there is no such weight or axis
     */
    public long size(String name, int axis) {
        long[] shape = all.get(name);
        if (shape == null || axis >= shape.length) {
            throw new CheckpointException(
                    "%s: expected a weight '%s' with at least %d axes, found %s"
                            .formatted(
                                    file,
                                    name,
                                    axis + 1,
                                    shape == null ? "none" : shape.length + " axes"));
        }
        return shape[axis];
    }

    /** The same for what must be a Java integer. */
    public int whole(String name, int axis) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, size(name, axis)));
    }

    /** How many axes a weight has; -1 where there is none. */
    public int axes(String name) {
        long[] shape = all.get(name);
        return shape == null ? -1 : shape.length;
    }

    /** What stands before a name: {@code G_ema.} where {@code G_ema.mapping.w_avg} is a weight. */
    public List<String> before(String marker) {
        List<String> prefixes = new ArrayList<>();
        for (String name : all.keySet()) {
            boolean whole = name.length() == marker.length() || name.endsWith("." + marker);
            if (name.endsWith(marker) && whole) {
                prefixes.add(name.substring(0, name.length() - marker.length()));
            }
        }
        return prefixes;
    }

    /** How many of {@code name(0)}, {@code name(1)}, ... there are. */
    public int count(String pattern) {
        int count = 0;
        while (has(pattern.formatted(count))) {
            count++;
        }
        return count;
    }
}
