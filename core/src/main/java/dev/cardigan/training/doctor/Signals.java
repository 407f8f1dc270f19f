package dev.cardigan.training.doctor;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The outcome of one examination.
 *
 * @param step steps done
 * @param values finite numbers; a signal that has no meaning here is absent
 */
public record Signals(long step, Map<Signal, Double> values) {

    public Signals {
        EnumMap<Signal, Double> finite = new EnumMap<>(Signal.class);
        values.forEach(
                (signal, value) -> {
                    if (Double.isFinite(value)) {
                        finite.put(signal, value);
                    }
                });
        values = Collections.unmodifiableMap(finite);
    }

    public OptionalDouble get(Signal signal) {
        Double value = values.get(signal);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Whether it was measured and is at least this. */
    boolean atLeast(Signal signal, double bound) {
        return get(signal).orElse(Double.NaN) >= bound;
    }

    /** Whether it was measured and is at most this. */
    boolean atMost(Signal signal, double bound) {
        return get(signal).orElse(Double.NaN) <= bound;
    }

    /** As they stand in {@code metrics.jsonl}. */
    public Map<String, Double> asMeasured() {
        Map<String, Double> named = new LinkedHashMap<>();
        values.forEach((signal, value) -> named.put(signal.key(), value));
        return named;
    }

    /** Reads them back; empty where the doctor did not look at this step. */
    public static Signals ofMeasured(long step, Map<String, Double> named) {
        Map<Signal, Double> values = new EnumMap<>(Signal.class);
        named.forEach(
                (key, value) -> Signal.ofKey(key).ifPresent(signal -> values.put(signal, value)));
        return new Signals(step, values);
    }
}
