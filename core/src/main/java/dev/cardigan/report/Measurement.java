package dev.cardigan.report;

import dev.cardigan.error.DataException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was measured at one training step: one line of {@code metrics.jsonl}.
 *
 * <p>JSON has no NaN and no infinity, and a run that diverges must still be recorded, so these
 * three are written as the strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}.
 *
 * @param step the training step, 0 or above
 * @param values numbers by name, for instance {@code seconds}, {@code imagesPerSecond} or {@code
 *     discriminator/total}; kept in the given order
 */
public record Measurement(long step, Map<String, Double> values) {

    private static final String STEP = "step";
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * @throws DataException if the step is negative, or a value is named {@code step} or has a
     *     blank name
     */
    public Measurement {
        if (step < 0) {
            throw new DataException(
                    "Measurement: expected a step of 0 or above, found "
                            + step
                            + "; count steps from the start of the run.");
        }
        for (String name : values.keySet()) {
            if (name.isBlank() || name.equals(STEP)) {
                throw new DataException(
                        "Measurement of step "
                                + step
                                + ": expected names other than blank and \"step\", found \""
                                + name
                                + "\"; give the value a name of its own.");
            }
        }
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** One line of JSON, without the line end. */
    public String json() {
        ObjectNode line = JSON.createObjectNode();
        line.put(STEP, step);
        values.forEach(
                (name, value) -> {
                    if (Double.isFinite(value)) {
                        line.put(name, value);
                    } else {
                        line.put(name, Double.toString(value));
                    }
                });
        return line.toString();
    }

    /**
     * Reads what {@link #json()} wrote.
     *
     * @throws DataException if the text is not a JSON object of a step and numbers
     */
    public static Measurement from(String json) {
        JsonNode line = object(json);
        JsonNode step = line.path(STEP);
        if (!step.isIntegralNumber() || !step.canConvertToLong()) {
            throw new DataException(
                    "Measurement: expected a whole number \"step\", found "
                            + (step.isMissingNode() ? "none" : step)
                            + " in "
                            + shortened(json));
        }
        Map<String, Double> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : line.properties()) {
            if (!property.getKey().equals(STEP)) {
                values.put(property.getKey(), number(property.getKey(), property.getValue()));
            }
        }
        return new Measurement(step.longValue(), values);
    }

    private static JsonNode object(String json) {
        JsonNode line;
        try {
            line = JSON.readTree(json);
        } catch (JacksonException notJson) {
            throw new DataException(
                    "Measurement: expected a JSON object, found " + shortened(json), notJson);
        }
        if (!line.isObject()) {
            throw new DataException(
                    "Measurement: expected a JSON object, found " + shortened(json));
        }
        return line;
    }

    private static double number(String name, JsonNode value) {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        String text = value.isString() ? value.stringValue() : "";
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default ->
                    throw new DataException(
                            "Measurement: expected a number for \""
                                    + name
                                    + "\" (or \"NaN\", \"Infinity\", \"-Infinity\"), found "
                                    + shortened(value.toString()));
        };
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? "'" + text + "'" : "'" + text.substring(0, 80) + "...'";
    }
}
