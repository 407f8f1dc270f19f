package dev.cardigan.golden;

import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything a file says must come out, ticked off one by one: a number that is off, not finite or
 * never computed fails.
 */
final class Ledger {

    private static final List<String> GIVEN = List.of("input.", "init.", "weights.");

    private final GoldenFile file;
    private final Bound bound;
    private final Set<String> open = new TreeSet<>();
    private final List<String> faults = new ArrayList<>();
    private double worst;
    private String worstName = "nothing";

    Ledger(GoldenFile file, Bound bound) {
        this.file = file;
        this.bound = bound;
        file.names("").stream().filter(name -> !isGiven(name)).forEach(open::add);
    }

    private static boolean isGiven(String name) {
        return GIVEN.stream().anyMatch(name::startsWith);
    }

    /** The largest error found, as a share of its bound. */
    double worst() {
        return worst;
    }

    String worstName() {
        return worstName;
    }

    /** What has not been compared yet, of the names that start so. */
    List<String> open(String prefix) {
        return open.stream().filter(name -> name.startsWith(prefix)).toList();
    }

    void check(String name, Tensor found) {
        long[] expected = file.tensor(name).shape();
        if (!Arrays.equals(expected, found.shape())) {
            open.remove(name);
            faults.add(
                    "%s: expected shape %s, found %s"
                            .formatted(
                                    name,
                                    Arrays.toString(expected),
                                    Arrays.toString(found.shape())));
            return;
        }
        check(name, found.toDoubles());
    }

    /** NaN is right only where NaN is stored: a step without a value. */
    void check(String name, double... found) {
        open.remove(name);
        double[] expected = file.tensor(name).toDoubles();
        if (expected.length != found.length) {
            faults.add(
                    "%s: expected %d numbers, found %d"
                            .formatted(name, expected.length, found.length));
            return;
        }
        double absolute = bound.absolute(name, expected);
        double largest = 0;
        int where = 0;
        for (int i = 0; i < found.length; i++) {
            double ratio = ratio(expected[i], found[i], absolute);
            if (ratio > largest) {
                largest = ratio;
                where = i;
            }
        }
        note(name, largest, expected, found, where);
    }

    private double ratio(double expected, double found, double absolute) {
        if (Double.compare(expected, found) == 0) { // infinities and NaN among them
            return 0;
        }
        if (expected == found) {
            return 0; // also where both are the same infinity
        }
        double difference = Math.abs(expected - found);
        double ratio = difference / (absolute + bound.relative() * Math.abs(expected));
        return Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio;
    }

    private void note(String name, double ratio, double[] expected, double[] found, int where) {
        if (ratio > worst) {
            worst = ratio;
            worstName = name;
        }
        if (ratio > 1) {
            faults.add(
                    "%s[%d]: expected %s, found %s: %.3g times the bound"
                            .formatted(name, where, expected[where], found[where], ratio));
        }
    }

    /** Something that is not a comparison within the bound, such as an inequality. */
    void require(String name, boolean holds, String otherwise) {
        open.remove(name);
        if (!holds) {
            faults.add(name + ": " + otherwise);
        }
    }

    /** Fails unless everything was compared and within its bound. */
    void settle() {
        open.forEach(name -> faults.add(name + ": never computed"));
        if (!faults.isEmpty()) {
            throw new AssertionError(
                    file.id() + ": " + faults.size() + " faults\n" + String.join("\n", faults));
        }
    }
}
