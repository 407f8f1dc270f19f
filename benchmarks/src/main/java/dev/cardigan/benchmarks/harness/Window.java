package dev.cardigan.benchmarks.harness;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.cardigan.error.EngineException;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One measured stretch of time, and the protocol between a contestant and the harness: one of these
 * a line on standard output, as JSON.
 *
 * @param measure what was measured, such as {@code training fp32}
 * @param value how much of {@code unit}
 * @param unit such as {@code img/s}
 * @param seconds how long the window was
 * @param detail what a reader should know beside, such as the layer that reached a peak; may be
 *     empty
 * @param peakBytes the most memory its process had in RAM until the window ended; empty where the
 *     system does not tell
 */
@JsonPropertyOrder({"measure", "value", "unit", "seconds", "detail", "peakBytes"})
public record Window(
        String measure,
        double value,
        String unit,
        double seconds,
        String detail,
        OptionalLong peakBytes) {

    private static final String FIRST_FIELD = "{\"measure\":";

    /** A window of this process that ends now. */
    public static Window ended(
            String measure, double value, String unit, double seconds, String detail) {
        return new Window(measure, value, unit, seconds, detail, PeakMemory.ofThisProcess());
    }

    /** This window as one line of JSON. */
    public String toJson() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    /**
     * The window that a line of output states; empty for any other line, for native libraries may
     * print what they like.
     *
     * @throws EngineException if the line starts as a window and cannot be read
     */
    public static Optional<Window> parse(String line) {
        if (!line.startsWith(FIRST_FIELD)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonMapper.shared().readValue(line, Window.class));
        } catch (JacksonException e) {
            throw new EngineException(
                    "A contestant printed a window that cannot be read: expected one line of JSON"
                            + " with measure, value, unit, seconds, detail and peakBytes, found "
                            + line
                            + ". Print it with Window.toJson().",
                    e);
        }
    }
}
