package dev.cardigan.data;

import dev.cardigan.error.DataException;

/** The check every built-in data set makes of the numbers of samples asked for. */
final class Samples {

    private Samples() {}

    static int checked(int index, int size, String name) {
        if (index < 0 || index >= size) {
            throw new DataException(
                    "%s has no sample %d: expected 0 to %d.".formatted(name, index, size - 1));
        }
        return index;
    }
}
