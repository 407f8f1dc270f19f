package dev.cardigan.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.EngineException;
import dev.cardigan.error.ShapeException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation on operands that do not fit names itself and both shapes. */
class ShapeMessageTest {

    private static Tensor of(long... shape) {
        return Tensor.zeros(shape);
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                misfit("add", "[2, 3]", "[4, 3]", () -> of(2, 3).add(of(4, 3))),
                misfit("sub", "[2, 3]", "[4, 3]", () -> of(2, 3).sub(of(4, 3))),
                misfit("mul", "[2, 3]", "[4, 3]", () -> of(2, 3).mul(of(4, 3))),
                misfit("div", "[2, 3]", "[4, 3]", () -> of(2, 3).div(of(4, 3))),
                misfit("matmul", "[2, 3]", "[4, 5]", () -> of(2, 3).matmul(of(4, 5))),
                misfit(
                        "linear",
                        "[2, 3]",
                        "[5, 4]",
                        () -> of(2, 3).linear(of(5, 4), Optional.empty())),
                misfit(
                        "conv2d",
                        "[1, 3, 8, 8]",
                        "[4, 2, 3, 3]",
                        () -> of(1, 3, 8, 8).conv(of(4, 2, 3, 3), Optional.empty(), 1, 0, 1, 1)),
                misfit(
                        "convTranspose2d",
                        "[1, 3, 8, 8]",
                        "[2, 4, 3, 3]",
                        () ->
                                of(1, 3, 8, 8)
                                        .convTranspose(of(2, 4, 3, 3), Optional.empty(), 1, 0, 0)),
                misfit(
                        "batchNorm",
                        "[4, 3]",
                        "[5]",
                        () ->
                                of(4, 3).batchNorm(
                                                Optional.empty(),
                                                Optional.empty(),
                                                of(5),
                                                of(5),
                                                true,
                                                0.1,
                                                1e-5)),
                misfit("cat", "[2, 3]", "[2, 4]", () -> of(2, 3).cat(0, of(2, 4))),
                misfit("distance", "[2, 3]", "[4, 3]", () -> of(2, 3).distance(of(4, 3))),
                misfit("set", "[2, 3]", "[3, 2]", () -> set(of(2, 3), of(3, 2))),
                misfit("reshape", "[4, 2]", "[2, 3]", () -> of(2, 3).reshape(4, 2)),
                misfit("expand", "[5, 3]", "[2, 3]", () -> of(2, 3).expand(5, 3)));
    }

    private static Tensor set(Tensor into, Tensor from) {
        into.set(from);
        return into;
    }

    private static Arguments misfit(String operation, String one, String other, Runnable call) {
        return Arguments.of(operation, one, other, call);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misfits")
    void namesOperationAndBothShapes(String operation, String one, String other, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith(operation)
                .hasMessageContaining(one)
                .hasMessageContaining(other);
    }

    @Test
    void saysHowManyBytesWereExpected() {
        assertThatThrownBy(() -> Tensor.of(new float[3], 2, 2))
                .isInstanceOf(ShapeException.class)
                .hasMessage("tensor of F32 [2, 2]: expected 16 bytes, found 12");
    }

    @Test
    void namesTypesWhereTheyDiffer() {
        assertThatThrownBy(() -> of(2, 3).matmul(of(3, 2).to(DType.F64)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[2, 3] F32 and [3, 2] F64");
    }

    @Test
    void namesShapesToWhereTheFailureIsOfAnotherKind() {
        assertThatThrownBy(() -> of(2, 3).sum().backward())
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("backward: cannot work with []: element 0 of tensors does");
        Tensor once = of(2, 3).requireGradient(true).square().sum();
        once.backward();
        assertThatThrownBy(once::backward)
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("a second time");
        assertThatThrownBy(() -> Tensor.of(new long[] {4}, 1).embedding(of(2, 3)))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("[1] I64 and [2, 3] F32");
    }

    @Test
    void whatIsNoScalarOrNoMatrixIsOfShapes() {
        Stream.<Runnable>of(
                        () -> of(2, 3).item(),
                        () -> of(2, 3).requireGradient(true).square().backward(),
                        () -> of(2, 3).transpose(0, 2),
                        () -> of(2, 3).narrow(1, 2, 2),
                        () -> of(2, 3).split(1, 2),
                        () -> of(3).averagePool(2),
                        () -> of(2, 3).gather(0, of(2, 3)),
                        () -> of(2, 3).pixelShuffle(2))
                .forEach(
                        misfit ->
                                assertThatThrownBy(misfit::run).isInstanceOf(ShapeException.class));
    }

    @Test
    void anAxisThatIsNotThereIsNamedWithTheShape() {
        assertThat(of(2, 3).size(-2)).isEqualTo(2);
        for (int axis : new int[] {2, -3}) {
            assertThatThrownBy(() -> of(2, 3).size(axis))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("size: expected an axis of [2, 3], found " + axis);
        }
        assertThatThrownBy(() -> of().size(0))
                .isInstanceOf(ShapeException.class)
                .hasMessage("size: expected an axis of [], found 0");
    }

    @Test
    void whatNeedsAFloatingTypeSaysSo() {
        assertThatThrownBy(() -> Tensor.arange(2).requireGradient(true))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("requireGradient: cannot work with [2]: ");
        Tensor weight = of(2).requireGradient(true);
        assertThatThrownBy(() -> weight.become(Tensor.arange(2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("become: cannot work with [2] F32 and [2] I64: ");
    }
}
