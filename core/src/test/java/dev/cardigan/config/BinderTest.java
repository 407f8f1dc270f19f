package dev.cardigan.config;

import static dev.cardigan.config.Example.STANDARD;
import static dev.cardigan.config.Example.bind;
import static dev.cardigan.config.Example.bindArguments;
import static dev.cardigan.config.Example.bindYaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinderTest {

    @Test
    void nothingSetIsTheDefaultItself() {
        assertThat(bind(Settings.none())).isSameAs(STANDARD);
        assertThat(bindYaml("# only a comment")).isSameAs(STANDARD);
    }

    @Test
    void settingsOfTheDefaultChoiceNeedNotRepeatItsName() {
        assertThat(bindYaml("adversarial: {margin: 3}").adversarial())
                .isEqualTo(new Example.Hinge(3));
        assertThat(bind(Settings.ofAssignments(List.of("adversarial.margin=4"))).adversarial())
                .isEqualTo(new Example.Hinge(4));
        Settings other = Settings.ofYaml("penalty: r1", "a.yaml");
        Settings shorter = Settings.ofAssignments(List.of("penalty.every=4"));
        assertThat(bind(other.overriddenBy(shorter)).penalty().map(Example.R1.class::cast))
                .hasValueSatisfying(penalty -> assertThat(penalty.every()).isEqualTo(4));
    }

    @Test
    void variablesSetTheDefaultChoiceWithoutItsNameToo() {
        record Soft(double lowMargin) implements Example.Judge {}
        record Root(Example.Judge judge) {}
        Binder binder = Binder.with(Choices.of(Example.Judge.class, Map.of("soft", new Soft(1))));
        Settings set = Settings.ofEnvironment(Map.of("CARDIGAN_SET_JUDGE__LOW_MARGIN", "3"));

        assertThat(binder.bind(new Root(new Soft(2)), set)).isEqualTo(new Root(new Soft(3)));
    }

    @Test
    void everyKindOfComponentIsRead() {
        Example bound =
                bindYaml(
                        "batch: 1_024",
                        "steps: 2.5e3",
                        "name: 7",
                        "precision: BF16-Mixed",
                        "resume: true",
                        "data: faces/train",
                        "critic:",
                        "  learningRate: 1e-4",
                        "adversarial: minimax",
                        "penalty: {r1: {gamma: 0.5}}",
                        "seed: 3",
                        "betas: [0, .9]",
                        "stages:",
                        "  - size: 4",
                        "  - {size: 8, blend: 0.25}",
                        "weights: {identity: 0.5, cycle: 2}");

        assertThat(bound.batch()).isEqualTo(1024);
        assertThat(bound.steps()).isEqualTo(2500);
        assertThat(bound.name()).isEqualTo("7");
        assertThat(bound.precision()).isEqualTo(Example.Precision.BF16_MIXED);
        assertThat(bound.resume()).isTrue();
        assertThat(bound.data()).isEqualTo(Path.of("faces", "train"));
        assertThat(bound.critic()).isEqualTo(new Example.Player(1e-4, 0.5f));
        assertThat(bound.generator()).isEqualTo(STANDARD.generator());
        assertThat(bound.adversarial()).isEqualTo(Example.Classic.MINIMAX);
        assertThat(bound.penalty()).contains(new Example.R1(0.5, 16));
        assertThat(bound.seed()).contains(3);
        assertThat(bound.betas()).containsExactly(0.0, 0.9);
        assertThat(bound.stages())
                .containsExactly(
                        new Example.Stage(4, Optional.empty()),
                        new Example.Stage(8, Optional.of(0.25)));
        assertThat(bound.weights()).containsExactly(entry("identity", 0.5), entry("cycle", 2.0));
    }

    @Test
    void strongerSourcesWinKeyByKey() {
        Settings environment =
                Settings.ofEnvironment(
                        Map.of(
                                "CARDIGAN_SET_CRITIC__LEARNING_RATE", "0.1",
                                "CARDIGAN_SET_BATCH", "8",
                                "CARDIGAN_SET_STEPS", "5",
                                "PATH", "/bin"));
        Settings file = Settings.ofYaml("batch: 16\nsteps: 6\ncritic: {decay: 0.75}", "a.yaml");
        Settings arguments = Settings.ofAssignments(List.of("batch=32", "critic.decay=0.25"));

        Example bound = bind(environment.overriddenBy(file).overriddenBy(arguments));

        assertThat(bound.batch()).isEqualTo(32);
        assertThat(bound.steps()).isEqualTo(6);
        assertThat(bound.critic()).isEqualTo(new Example.Player(0.1, 0.25f));
    }

    @Test
    void laterAssignmentWinsAndMapsOfLayersAddUp() {
        assertThat(bindArguments("batch=1", "batch=2").batch()).isEqualTo(2);
        assertThat(bindArguments("weights.a=1", "weights.b=2").weights())
                .containsOnly(entry("a", 1.0), entry("b", 2.0));
    }

    @Test
    void choiceOfTheDefaultsNameKeepsItsValues() {
        assertThat(bindYaml("adversarial: hinge").adversarial()).isEqualTo(new Example.Hinge(2));
        assertThat(bindYaml("adversarial: {hinge: {}}").adversarial())
                .isEqualTo(new Example.Hinge(2));
        assertThat(bindYaml("adversarial: leastSquares").adversarial())
                .isEqualTo(new Example.LeastSquares());
    }

    @Test
    void strongerChoiceReplacesAnotherAndExtendsItsOwn() {
        Settings file = Settings.ofYaml("penalty: {r1: {gamma: 5}}", "a.yaml");
        Settings every = Settings.ofAssignments(List.of("penalty.r1.every=4"));
        Settings other = Settings.ofAssignments(List.of("penalty.several.parts=[r1]"));
        Settings none = Settings.ofAssignments(List.of("penalty=null"));

        assertThat(bind(file.overriddenBy(every)).penalty()).contains(new Example.R1(5, 4));
        assertThat(bind(file.overriddenBy(other)).penalty())
                .contains(new Example.Several(List.of(new Example.R1(10, 16))));
        assertThat(bind(file.overriddenBy(other).overriddenBy(every)).penalty())
                .contains(new Example.R1(10, 4));
        assertThat(bind(file.overriddenBy(none)).penalty()).isEmpty();
        assertThat(bind(file.overriddenBy(none).overriddenBy(every)).penalty())
                .contains(new Example.R1(10, 4));
    }

    @Test
    void aliasFindsADeeperKeyWithItsLayersStrength() {
        record Model(Example.Player critic) {}
        record Root(Model model, int batch) {}
        Root standard = new Root(new Model(new Example.Player(1, 0)), 1);
        Binder binder =
                Binder.with(Choices.none())
                        .withAliases(
                                name -> name.equals("critic") ? "model.critic" : name, List.of());
        Settings file = Settings.ofYaml("critic: {learningRate: 2}\nbatch: 3", "a.yaml");
        Settings deeper = Settings.ofAssignments(List.of("model.critic.learningRate=4"));
        Settings alias = Settings.ofAssignments(List.of("critic.decay=0.5"));

        assertThat(binder.bind(standard, file.overriddenBy(deeper).overriddenBy(alias)))
                .isEqualTo(new Root(new Model(new Example.Player(4, 0.5f)), 3));
    }

    /** Variables have neither upper case nor the names' own underscores. */
    @ParameterizedTest
    @CsvSource({"CRITIC_WIDTH, 3, 1", "LATENT_SIZE, 1, 3", "LATENTSIZE, 1, 3", "latent_Size, 1, 3"})
    void variablesFindAliasesToo(String variable, int criticWidth, int latentSize) {
        record Model(int discriminatorWidth, int latentSize) {}
        record Root(Model model) {}
        Map<String, String> aliases =
                Map.of(
                        "criticWidth", "model.discriminatorWidth",
                        "latentSize", "model.latentSize");
        Binder binder =
                Binder.with(Choices.none())
                        .withAliases(name -> aliases.getOrDefault(name, name), List.of());
        Settings set = Settings.ofEnvironment(Map.of("CARDIGAN_SET_" + variable, "3"));

        assertThat(binder.bind(new Root(new Model(1, 1)), set))
                .isEqualTo(new Root(new Model(criticWidth, latentSize)));
    }

    @Test
    void emptyMappingKeepsTheNestedDefault() {
        assertThat(bindYaml("critic:", "batch: 2").critic()).isEqualTo(STANDARD.critic());
    }

    @Test
    void treeReadsBackToAnEqualRecord() {
        Example odd =
                new Example(
                        Integer.MAX_VALUE,
                        Long.MIN_VALUE,
                        "null",
                        Example.Precision.BF16_MIXED,
                        true,
                        Path.of("a b", "c#d"),
                        new Example.Player(Double.MIN_VALUE, -0.0f),
                        new Example.Player(Math.PI * 1e22, 0.1f),
                        new Example.LeastSquares(),
                        Optional.of(new Example.Several(List.of(new Example.R1(1e-8, 1)))),
                        Optional.of(-1),
                        List.of(-0.0, 1e7, 1234.5, 0.00012),
                        List.of(new Example.Stage(4, Optional.empty())),
                        Map.of());
        Binder binder = Binder.with(Example.CHOICES);
        for (Example example : List.of(odd, STANDARD)) {
            Map<String, Object> tree = binder.toMap(example);
            Settings asTree = Settings.ofMap(tree, "run.json");
            Settings asJson = Settings.ofMap(Json.parse(Json.writeLine(tree), "j"), "run.json");
            Settings asYaml = Settings.ofYaml(Yaml.write(tree), "run.yaml");

            assertThat(binder.bind(STANDARD, asTree)).isEqualTo(example);
            assertThat(binder.bind(odd, asTree)).isEqualTo(example);
            assertThat(binder.bind(STANDARD, asJson)).isEqualTo(example);
            assertThat(binder.bind(STANDARD, asYaml)).isEqualTo(example);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1_000, 1000",
        "+5, 5",
        "1e3, 1000",
        "2.50e1, 25",
        "10.0, 10",
        "-2147483648, -2147483648",
        "0e999999999, 0"
    })
    void wholeNumbers(String written, int expected) {
        assertThat(bindArguments("seed=" + written).seed()).contains(expected);
    }
}
