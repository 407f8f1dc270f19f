package dev.cardigan.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Random numbers written down beforehand. Whoever draws must draw in the order of the script, in
 * its shapes and from its distributions.
 */
final class Script implements RandomSource {

    private enum Kind {
        NORMAL,
        UNIFORM,
        INTEGERS
    }

    private record Line(Kind kind, String name, Tensor values) {}

    private final Deque<Line> lines = new ArrayDeque<>();

    void normal(String name, Tensor values) {
        lines.add(new Line(Kind.NORMAL, name, values));
    }

    void uniform(String name, Tensor values) {
        lines.add(new Line(Kind.UNIFORM, name, values));
    }

    void integers(String name, Tensor values) {
        lines.add(new Line(Kind.INTEGERS, name, values));
    }

    @Override
    public Tensor normal(long... shape) {
        return next(Kind.NORMAL, shape);
    }

    @Override
    public Tensor uniform(double low, double high, long... shape) {
        assertThat(new double[] {low, high}).as("bounds of uniform").containsExactly(0, 1);
        return next(Kind.UNIFORM, shape);
    }

    @Override
    public Tensor integers(long bound, long... shape) {
        Tensor values = next(Kind.INTEGERS, shape);
        assertThat(Arrays.stream(values.toLongs()))
                .as("classes")
                .allMatch(value -> value >= 0 && value < bound);
        return values;
    }

    private Tensor next(Kind kind, long... shape) {
        assertThat(lines).as("script, asked for %s once too often", kind).isNotEmpty();
        Line line = lines.removeFirst();
        assertThat(line.kind()).as(line.name()).isEqualTo(kind);
        assertThat(line.values().shape()).as("shape of " + line.name()).isEqualTo(shape);
        return line.values();
    }

    /** Fails when something was never asked for. */
    void assertExhausted() {
        assertThat(lines).extracting(Line::name).as("never drawn").isEmpty();
    }
}
