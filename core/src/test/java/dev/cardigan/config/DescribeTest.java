package dev.cardigan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DescribeTest {

    private static final List<Describe.Key> KEYS = Describe.keys(Example.STANDARD, Example.CHOICES);

    @Test
    void everyKeyIsListedWithTypeAndDefault() {
        assertThat(KEYS)
                .containsExactly(
                        key("batch", "whole number", "64", "Images in one step.", "images"),
                        key("steps", "whole number", "100000", "", ""),
                        key("name", "text", "run", "What the run is called.", ""),
                        key("precision", "one of fp32, bf16-mixed", "fp32", "", ""),
                        key("resume", "true or false", "false", "", ""),
                        key("data", "path", "data", "", ""),
                        key("critic.learningRate", "number", "0.0002", "", ""),
                        key("critic.decay", "number", "0.5", "", ""),
                        key("generator.learningRate", "number", "0.0001", "", ""),
                        key("generator.decay", "number", "0.1", "", ""),
                        key("adversarial", "one of hinge, least-squares, minimax", "hinge", "", ""),
                        key("adversarial.hinge.margin", "number", "2.0", "", ""),
                        key("penalty", "one of r1, several or null", "null", "", ""),
                        key("penalty.r1.gamma", "number", "10.0", "", ""),
                        key("penalty.r1.every", "whole number", "16", "", ""),
                        key("penalty.several.parts", "list of one of r1, several", "[]", "", ""),
                        key("seed", "whole number or null", "null", "", ""),
                        key("betas", "list of number", "[0.5, 0.999]", "", ""),
                        key("stages", "list of mapping", "[]", "", ""),
                        key("stages[].size", "whole number", "", "", ""),
                        key("stages[].blend", "number or null", "null", "", ""),
                        key("weights", "mapping of names to number", "{cycle: 10.0}", "", ""));
    }

    @Test
    void defaultsOfKeysCanBeSetAgain() {
        for (Describe.Key key : KEYS) {
            boolean settable = !key.path().contains("[]") && !key.path().contains("penalty.");
            if (settable) {
                assertThat(Example.bindArguments(key.path() + "=" + key.standard()))
                        .as(key.path())
                        .isEqualTo(Example.STANDARD);
            }
        }
    }

    @Test
    void textAndTableAreReadable() {
        record Small(
                @Doc(value = "Images | step.", unit = "images") int batch, List<Example.Stage> s) {}
        List<Describe.Key> keys = Describe.keys(new Small(4, List.of()), Choices.none());

        assertThat(Describe.text(keys))
                .isEqualTo(
                        """
                        batch  whole number, default 4 images
                            Images | step.
                        s  list of mapping, default []
                        s[].size  whole number, required
                        s[].blend  number or null, default null
                        """);
    }

    @Test
    void recordsThatHoldThemselvesAreListedOnce() {
        record Node(int size, List<Node> children) {}
        assertThat(Describe.keys(new Node(1, List.of()), Choices.none()))
                .extracting(Describe.Key::path)
                .containsExactly("size", "children");
    }

    private static Describe.Key key(
            String path, String type, String standard, String doc, String unit) {
        return new Describe.Key(path, type, standard, doc, unit);
    }
}
