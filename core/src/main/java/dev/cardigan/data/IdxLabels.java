package dev.cardigan.data;

import dev.cardigan.error.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The labels of an IDX file as numbers from 0 and the names of their classes.
 *
 * @param labels {@code [count]}, each an index into {@code classes}
 * @param classes the values as the file has them, from the smallest to the largest
 */
// Read once and kept by its data set; never compared.
@SuppressWarnings("ArrayRecordComponent")
record IdxLabels(int[] labels, List<String> classes) {

    static IdxLabels none(int count) {
        return new IdxLabels(new int[count], List.of());
    }

    /**
     * @throws DataException if there is not one label for each of {@code count} pictures, or the
     *     values are so scattered that the file must be damaged
     */
    static IdxLabels read(Path file, int count) {
        byte[] values = IdxFiles.read(file, IdxFiles.LABELS_MAGIC).values();
        if (values.length != count) {
            throw new DataException(
                    "%s: expected one label for each of %d pictures, found %d. The two files do not belong together"
                            .formatted(file, count, values.length));
        }
        boolean[] seen = new boolean[256];
        int smallest = 255;
        int largest = 0;
        int distinct = 0;
        for (byte value : values) {
            int label = value & 0xff;
            distinct += seen[label] ? 0 : 1;
            seen[label] = true;
            smallest = Math.min(smallest, label);
            largest = Math.max(largest, label);
        }
        int span = largest - smallest + 1;
        if (distinct * 2 < span) {
            throw new DataException(
                    "%s: the labels run from %d to %d, but only %d values occur; expected classes without such gaps. The file is damaged"
                            .formatted(file, smallest, largest, distinct));
        }
        int[] labels = new int[count];
        for (int index = 0; index < count; index++) {
            labels[index] = (values[index] & 0xff) - smallest;
        }
        List<String> classes = new ArrayList<>();
        for (int label = smallest; label <= largest; label++) {
            classes.add(Integer.toString(label));
        }
        return new IdxLabels(labels, List.copyOf(classes));
    }
}
