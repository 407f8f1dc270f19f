package dev.cardigan.latent;

import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.Tensor;

/**
 * Neighbouring layers of a space: a change of codes in the coarse ones moves poses and shapes, in
 * the fine ones colours.
 *
 * @param first from 0, the coarsest
 * @param last included
 */
public record Layers(int first, int last) {

    public static Layers all(int available) {
        return new Layers(0, available - 1);
    }

    /**
     * Reads {@code 3} or {@code 0-3}.
     *
     * @param available how many layers there are
     * @throws ConfigException if it is no range of them
     */
    public static Layers parse(String text, int available) {
        if (text.matches("\\d{1,4}(-\\d{1,4})?")) {
            String[] ends = text.split("-", -1);
            int first = Integer.parseInt(ends[0]);
            int last = Integer.parseInt(ends[ends.length - 1]);
            if (first <= last && last < available) {
                return new Layers(first, last);
            }
        }
        throw new ConfigException(
                "--layers: expected a range such as 0-3 within 0-%d, found '%s'"
                        .formatted(available - 1, text));
    }

    public int count() {
        return last - first + 1;
    }

    /** Codes [n, layers, length] that take these layers from others. */
    public Tensor exchanged(Tensor codes, Tensor others) {
        return put(codes, others.narrow(1, first, count()));
    }

    /**
     * Codes [n, layers, length] moved in these layers.
     *
     * @param step that fits [n, 1, length]
     */
    public Tensor moved(Tensor codes, Tensor step) {
        return put(codes, codes.narrow(1, first, count()).add(step));
    }

    private Tensor put(Tensor codes, Tensor inside) {
        long behind = codes.size(1) - last - 1;
        return codes.narrow(1, 0, first).cat(1, inside, codes.narrow(1, last + 1, behind));
    }

    /** As it is read. */
    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
