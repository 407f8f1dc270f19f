package dev.cardigan.config;

import static dev.cardigan.config.Example.bind;
import static dev.cardigan.config.Example.bindArguments;
import static dev.cardigan.config.Example.bindYaml;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.ConfigException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinderFaultTest {

    private static final String KEYS =
            "Known keys: batch, steps, name, precision, resume, data, critic, generator,"
                    + " adversarial, penalty, seed, betas, stages, weights";

    @Test
    void unknownKeySuggestsTheNearest() {
        assertFault(
                () -> bindYaml("name: a", "batchh: 3"),
                "config.yaml:2: unknown key 'batchh', did you mean 'batch'? " + KEYS);
        assertFault(() -> bindYaml("xyzzy: 3"), "config.yaml:1: unknown key 'xyzzy'. " + KEYS);
        assertFault(
                () -> bindYaml("critic:", "  decay: 0", "  learning_rate: 1"),
                "config.yaml:3: unknown key 'learning_rate' in 'critic', did you mean"
                        + " 'learningRate'? Known keys: learningRate, decay");
        assertFault(
                () -> bindArguments("critic.learningRat=1"),
                "--set critic.learningRat: unknown key 'learningRat' in 'critic', did you mean"
                        + " 'learningRate'? Known keys: learningRate, decay");
    }

    @Test
    void unknownKeySuggestsShortNamesToo() {
        Binder binder =
                Binder.with(Example.CHOICES).withAliases(name -> name, List.of("width", "latent"));
        assertFault(
                () -> binder.bind(Example.STANDARD, Settings.ofAssignments(List.of("widht=8"))),
                "--set widht: unknown key 'widht', did you mean 'width'? "
                        + KEYS.replace("keys: ", "keys: width, latent, "));
    }

    @Test
    void wrongTypeNamesKeyAndFinding() {
        assertFault(
                () -> bindYaml("", "batch: many"),
                "config.yaml:2: batch: expected a whole number, found 'many'");
        assertFault(
                () -> bindArguments("batch=many"),
                "--set batch: expected a whole number, found 'many'");
        assertFault(
                () -> bind(Settings.ofEnvironment(Map.of("CARDIGAN_SET_BATCH", "many"))),
                "environment CARDIGAN_SET_BATCH: batch: expected a whole number, found 'many'");
        assertFault(
                () -> bind(Settings.ofMap(Map.of("batch", "64"), "run.json")),
                "run.json: batch: expected a whole number, found the text '64'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "batch=2.5 | batch: expected a whole number, found '2.5'",
                "batch=3000000000 | batch: expected a whole number from -2147483648 to 2147483647,"
                        + " found '3000000000'",
                "steps=1e999999999 | steps: expected a whole number from -9223372036854775808 to"
                        + " 9223372036854775807, found '1e999999999'",
                "steps=9223372036854775808 | steps: expected a whole number from"
                        + " -9223372036854775808 to 9223372036854775807, found"
                        + " '9223372036854775808'",
                "steps=1e-999999999 | steps: expected a whole number, found '1e-999999999'",
                "steps=1__0 | steps: expected a whole number, found '1__0'",
                "steps=0x10 | steps: expected a whole number, found '0x10'",
                "steps= | steps: expected a whole number, found nothing",
                "steps=[1] | steps: expected a whole number, found a list",
                "critic.learningRate=.nan | critic.learningRate: expected a finite number, found"
                        + " '.nan'",
                "critic.learningRate=1e999 | critic.learningRate: expected a number up to"
                        + " 1.7976931348623157E308, found '1e999'",
                "critic.decay=1e39 | critic.decay: expected a number up to 3.4028235E38, found"
                        + " '1e39'",
                "critic.decay=1e-50 | critic.decay: expected 0 or a number of at least 1.4E-45,"
                        + " found '1e-50'",
                "critic=3 | critic: expected a mapping, found '3'",
                "resume=yes | resume: expected true or false, found 'yes'",
                "name={a: 1} | name: expected text, found a mapping",
                "data= | data: expected a path, found nothing",
                "precision=fp23 | precision: expected one of fp32, bf16-mixed, found 'fp23', did"
                        + " you mean 'fp32'?",
                "betas=0.5 | betas: expected a list, found '0.5'",
                "betas=[0.5, x] | betas: betas[1]: expected a number, found 'x'",
                "weights=[1] | weights: expected a mapping, found a list",
                "stages=[{blend: 1}] | stages: stages[0]: missing key 'size', which has no default"
                        + " here",
                "adversarial=hinj | adversarial: unknown choice 'hinj', did you mean 'hinge'?"
                        + " Choices: hinge, least-squares, minimax",
                "adversarial={hinge: {}, minimax: {}} | adversarial: expected one of hinge,"
                        + " least-squares, minimax, or one of them with its settings, found 2"
                        + " names",
                "adversarial= | adversarial: expected one of hinge, least-squares, minimax, or one"
                        + " of them with its settings, found nothing",
                "adversarial.minimax.a=1 | adversarial.minimax.a: adversarial: 'minimax' has no"
                        + " settings of its own, found a mapping",
                "adversarial.hinge.margi=1 | adversarial.hinge.margi: unknown key 'margi' in"
                        + " 'adversarial.hinge', did you mean 'margin'? Known keys: margin",
                "penalty.r1.gamma=a | penalty.r1.gamma: expected a number, found 'a'",
            })
    void eachFaultHasItsWords(String assignment, String message) {
        assertFault(() -> bindArguments(assignment), "--set " + message);
    }

    @Test
    void constructorsRefusalNamesTheLineOfItsKeyOrMapping() {
        assertFault(
                () -> bindYaml("name: a", "batch: 0"),
                "config.yaml:2: batch must be at least 1, is 0");
        assertFault(
                () -> bindYaml("name: a", "critic:", "  decay: 0", "  learningRate: -1"),
                "config.yaml:4: critic: learningRate must be positive, is -1.0");

        record Range(int low, int high) {
            Range {
                if (low > high) {
                    throw new ConfigException("expected a rising range");
                }
            }
        }
        record Root(int first, Range range) {}
        Settings settings = Settings.ofYaml("first: 1\nrange:\n  low: 5", "a.yaml");
        assertFault(
                () -> Binder.with(Choices.none()).bind(new Root(0, new Range(1, 2)), settings),
                "a.yaml:2: range: expected a rising range");
    }

    @Test
    void allFaultsAreReportedAtOnceInTheOrderOfTheFile() {
        assertFault(
                () ->
                        bindYaml(
                                "stepz: 1",
                                "critic:",
                                "  learningRate: fast",
                                "  decay: slow",
                                "generator: {learningRate: 0}",
                                "resume: maybe"),
                "config.yaml:1: unknown key 'stepz', did you mean 'steps'? " + KEYS,
                "config.yaml:3: critic.learningRate: expected a number, found 'fast'",
                "config.yaml:4: critic.decay: expected a number, found 'slow'",
                "config.yaml:5: generator: learningRate must be positive, is 0.0",
                "config.yaml:6: resume: expected true or false, found 'maybe'");
    }

    @Test
    void unknownAliasTargetIsAnUnknownKey() {
        Binder binder =
                Binder.with(Example.CHOICES).withAliases(name -> "nowhere." + name, List.of());
        assertFault(
                () -> binder.bind(Example.STANDARD, Settings.ofYaml("a: 1", "config.yaml")),
                "config.yaml:1: unknown key 'a'. " + KEYS);
    }

    @Test
    void typesThatSettingsCannotFillAreRefused() {
        record Foreign(Function<String, String> rewrite) {}
        Settings some = Settings.ofYaml("rewrite: x", "config.yaml");
        assertThatThrownBy(() -> Binder.with(Choices.none()).bind(new Foreign(name -> name), some))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "Foreign.rewrite: settings cannot fill the type"
                                + " java.util.function.Function<java.lang.String,"
                                + " java.lang.String>.");
    }

    @Test
    void valuesThatSettingsDoNotHoldAreNotWritten() {
        record Rate(double value) {}
        record Held(Optional<Example.Penalty> penalty) {}
        record Stranger() implements Example.Penalty {}
        assertFault(
                () -> Binder.with(Choices.none()).toMap(new Rate(Double.NaN)),
                "Rate: value: expected a finite number, found NaN. Write null or leave the key"
                        + " out");
        assertFault(
                () -> Binder.with(Example.CHOICES).toMap(new Held(Optional.of(new Stranger()))),
                "Penalty has no name for Stranger[]. Register its kind; known choices: r1,"
                        + " several");
    }

    private static void assertFault(ThrowingCallable call, String... lines) {
        assertThatThrownBy(call)
                .isInstanceOf(ConfigException.class)
                .hasMessage(String.join("\n", lines));
    }
}
