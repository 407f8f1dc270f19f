package dev.cardigan.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.CentralDifferences;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTest {

    static Stream<Rule> rules() {
        return Stream.of(
                Sgd.rate(0.1),
                Sgd.rate(0.1).momentum(0.9).decay(0.01),
                Sgd.rate(0.1).momentum(0.9).withNesterov(),
                Adam.rate(0.1).betas(0.5, 0.9).decay(0.1),
                AdamW.rate(0.1).betas(0.5, 0.9),
                RmsProp.rate(0.1),
                new RmsScaled(0.1, 0.9, 1e-6));
    }

    /** Unrolled GANs differentiate a player's update with respect to what its gradient was. */
    @ParameterizedTest
    @MethodSource("rules")
    void twoStepsAreDifferentiableInWeightAndGradients(Rule rule) {
        Tensor weight = CentralDifferences.values(1, 3);
        Tensor first = CentralDifferences.values(2, 3);
        Tensor second = CentralDifferences.values(3, 3);
        Tensor cotangent = CentralDifferences.values(4, 3);
        CentralDifferences.assertGradients(
                () -> twoSteps(rule, weight, first, second).mul(cotangent).sum(),
                List.of(weight, first, second));
    }

    private static Tensor twoSteps(Rule rule, Tensor weight, Tensor first, Tensor second) {
        List<Tensor> fresh = rule.slots().stream().map(unused -> weight.zerosLike()).toList();
        Rule.Moved moved = rule.move(weight, first, fresh, rule.learningRate(), 1);
        return rule.move(moved.weight(), second, moved.slots(), rule.learningRate(), 2).weight();
    }

    @Test
    void aStateWhoseNumberOfStepsIsNoNumberIsRefused() {
        Parameter weight = new Parameter(Tensor.ones(2));
        try (Optimizer optimizer = Optimizer.of(Sgd.rate(0.1), Map.of("w", weight))) {
            for (Tensor steps : List.of(Tensor.of(new long[0], 0), Tensor.zeros(1))) {
                assertThatThrownBy(() -> optimizer.restore(Map.of("steps", steps)))
                        .isInstanceOf(CheckpointException.class)
                        .hasMessageStartingWith(
                                "optimizer.steps: expected one whole number, found ");
            }
        }
    }

    @Test
    void adamOfAZeroGradientHasNoNaNInItsDerivative() {
        Tensor gradient = Tensor.zeros(3).requireGradient(true);
        Adam rule = Adam.rate(0.1);
        List<Tensor> fresh = List.of(Tensor.zeros(3), Tensor.zeros(3));
        Tensor weight = rule.move(Tensor.ones(3), gradient, fresh, 0.1, 1).weight();
        Tensor derivative = Gradient.of(weight, List.of(gradient), false).get(0);
        for (float value : derivative.toFloats()) {
            assertThat(value).isFinite();
        }
    }

    /** It keeps the quotient finite where a weight never had a gradient. */
    @ParameterizedTest
    @ValueSource(doubles = {0, -1e-8, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAnEpsilonThatIsNotPositive(double epsilon) {
        Stream.<ThrowingCallable>of(
                        () -> new Adam(0.1, 0.9, 0.999, epsilon, 0),
                        () -> new AdamW(0.1, 0.9, 0.999, epsilon, 0),
                        () -> new RmsProp(0.1, 0.99, epsilon),
                        () -> new RmsScaled(0.1, 0.99, epsilon))
                .forEach(
                        rule ->
                                assertThatThrownBy(rule)
                                        .isInstanceOf(ConfigException.class)
                                        .hasMessageEndingWith(
                                                ".epsilon: expected more than 0, found "
                                                        + epsilon));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void goesOnExactlyAfterItsStateWasSavedAndRestored(Rule rule) {
        Parameter kept = parameter();
        Parameter resumed = parameter();
        try (Optimizer straight = Optimizer.of(rule, Map.of("w", kept));
                Optimizer before = Optimizer.of(rule, Map.of("w", resumed));
                Optimizer after = Optimizer.of(rule, Map.of("w", resumed))) {
            for (int step = 0; step < 6; step++) {
                straight.step(Gradients.of(gradient(step)), rule.learningRate());
            }
            for (int step = 0; step < 3; step++) {
                before.step(Gradients.of(gradient(step)), rule.learningRate());
            }
            Map<String, Tensor> saved = new LinkedHashMap<>();
            before.state().forEach((name, tensor) -> saved.put(name, tensor.clone(true)));
            after.restore(saved);
            assertThat(after.steps()).isEqualTo(3);
            for (int step = 3; step < 6; step++) {
                after.step(Gradients.of(gradient(step)), rule.learningRate());
            }
        }
        assertThat(resumed.value().toFloats()).isEqualTo(kept.value().toFloats());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void movesEachElementByItsOwnGradientHoweverThatLiesInMemory(Rule rule) {
        Tensor start = CentralDifferences.values(7, 2, 3).to(DType.F32);
        List<Tensor> views =
                IntStream.of(8, 9)
                        .mapToObj(at -> CentralDifferences.values(at, 3, 2).to(DType.F32))
                        .map(gradient -> gradient.transpose(0, 1))
                        .toList();
        List<Tensor> copies = views.stream().map(Tensor::contiguous).toList();
        assertThat(stepped(rule, start, views)).isEqualTo(stepped(rule, start, copies));
    }

    private static float[] stepped(Rule rule, Tensor start, List<Tensor> gradients) {
        Parameter weight = new Parameter(start.clone(false));
        try (Optimizer optimizer = Optimizer.of(rule, Map.of("w", weight))) {
            for (Tensor gradient : gradients) {
                optimizer.step(Gradients.of(List.of(gradient)), rule.learningRate());
            }
        }
        return weight.value().toFloats();
    }

    private static Parameter parameter() {
        return new Parameter(CentralDifferences.values(7, 5).to(DType.F32));
    }

    private static List<Tensor> gradient(int step) {
        return List.of(CentralDifferences.values(step, 5).to(DType.F32));
    }
}
