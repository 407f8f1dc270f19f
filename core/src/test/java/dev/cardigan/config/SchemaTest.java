package dev.cardigan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaTest {

    private static final Map<String, Object> SCHEMA =
            Schema.of(Example.STANDARD, Example.CHOICES, "Example");

    @Test
    void singleValuesHaveTypeRangeDefaultAndDescription() {
        assertThat(at("properties", "batch"))
                .isEqualTo(
                        Map.of(
                                "type",
                                "integer",
                                "minimum",
                                (long) Integer.MIN_VALUE,
                                "maximum",
                                (long) Integer.MAX_VALUE,
                                "description",
                                "Images in one step. (images)",
                                "default",
                                64));
        assertThat(at("properties", "precision"))
                .isEqualTo(Map.of("enum", List.of("fp32", "bf16-mixed"), "default", "fp32"));
        assertThat(at("properties", "seed", "anyOf", "1")).isEqualTo(Map.of("type", "null"));
        assertThat(at("properties", "critic", "properties", "learningRate", "default"))
                .isEqualTo(2e-4);
    }

    @Test
    void unknownKeysAreRefusedAndElementsNeedTheirKeys() {
        assertThat(SCHEMA).containsEntry("additionalProperties", false);
        assertThat(at("properties", "critic", "additionalProperties")).isEqualTo(false);
        assertThat(at("properties", "critic")).asString().doesNotContain("required");
        Map<?, ?> items = (Map<?, ?>) at("properties", "stages", "items");
        assertThat(resolve(String.valueOf(items.get("$ref"))))
                .asString()
                .contains("required=[size]");
    }

    @Test
    void choicesAreANameOrANameWithSettings() {
        Map<?, ?> adversarial = (Map<?, ?>) at("properties", "adversarial");
        Map<?, ?> judge = (Map<?, ?>) resolve(String.valueOf(adversarial.get("$ref")));
        List<?> forms = (List<?>) Objects.requireNonNull(judge.get("oneOf"));

        assertThat(judge.get("description")).isEqualTo("How the critic's outputs become a loss.");
        assertThat(forms).hasSize(4);
        assertThat(forms.get(0))
                .isEqualTo(Map.of("enum", List.of("hinge", "least-squares", "minimax")));
        assertThat(forms.get(1)).asString().contains("required=[hinge]", "margin={type=number");
    }

    @Test
    void everyReferenceHasItsDefinition() {
        List<String> references = new ArrayList<>();
        collect(SCHEMA, references);
        assertThat(references).hasSizeGreaterThanOrEqualTo(4).allSatisfy(SchemaTest::resolve);
        assertThat(Json.parse(Json.writeString(SCHEMA), "schema")).containsKey("$defs");
    }

    private static void collect(@Nullable Object node, List<String> references) {
        if (node instanceof Map<?, ?> map) {
            if (map.get("$ref") instanceof String reference) {
                references.add(reference);
            }
            map.values().forEach(value -> collect(value, references));
        }
        if (node instanceof List<?> list) {
            list.forEach(value -> collect(value, references));
        }
    }

    private static Object resolve(String reference) {
        assertThat(reference).startsWith("#/$defs/");
        return at("$defs", reference.substring("#/$defs/".length()));
    }

    private static Object at(String... path) {
        Object node = SCHEMA;
        for (String step : path) {
            node = Objects.requireNonNull(child(node, step), () -> "no " + step);
        }
        return node;
    }

    private static @Nullable Object child(Object node, String step) {
        if (node instanceof List<?> list) {
            return list.get(Integer.parseInt(step));
        }
        return node instanceof Map<?, ?> map ? map.get(step) : null;
    }
}
