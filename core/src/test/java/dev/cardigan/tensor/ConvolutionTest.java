package dev.cardigan.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Single precision against double, which other kernels compute: fast kernels arrange weights in
 * blocks of channels, and where these do not fill a block they have been seen to go wrong.
 */
class ConvolutionTest {

    private final RandomStream random = new Randomness(3).stream("convolution");

    @ParameterizedTest
    @CsvSource({
        "1, 1, 3, 1",
        "3, 64, 4, 2",
        "20, 20, 3, 1",
        "64, 3, 4, 2",
        "16, 1, 4, 1",
        "33, 32, 2, 2",
        "100, 16, 4, 1",
        "12, 8, 3, 1",
        "32, 64, 3, 1",
        "5, 17, 5, 2"
    })
    void valuesAndGradientsAreThoseOfDoublePrecision(int in, int out, int side, int stride) {
        Scope.run(
                () -> {
                    Tensor pictures = random.normal(3, in, 8, 8);
                    Tensor kernel = random.normal(out, in, side, side);
                    same(pictures, kernel, (x, w) -> x.conv(w, Optional.empty(), stride, 1, 1, 1));
                    Tensor back = random.normal(in, out, side, side);
                    same(
                            pictures,
                            back,
                            (x, w) -> x.convTranspose(w, Optional.empty(), stride, 1, 0));
                });
    }

    @ParameterizedTest
    @CsvSource({"2, 8, 2", "32, 32, 2", "6, 6, 6", "40, 20, 4"})
    void groupsToo(int in, int out, int groups) {
        Scope.run(
                () -> {
                    Tensor pictures = random.normal(3, in, 8, 8);
                    Tensor kernel = random.normal(out, in / groups, 3, 3);
                    same(pictures, kernel, (x, w) -> x.conv(w, Optional.empty(), 1, 1, 1, groups));
                });
    }

    /**
     * The first tensor may be made anywhere; narrow sums are not exact, and would mean distrust.
     */
    @Test
    void oneDnnIsTriedInFullWithinAMixedPass() {
        assumeTrue(OneDnn.isTrusted());
        assertThat(Precision.BF16.during(Device.CPU, OneDnn::agrees)).isTrue();
    }

    /** In the other order everything that follows is computed at half the speed. */
    @Test
    void whatIsComputedFromOneChannelHasChannelsInnermostToo() {
        Tensor pictures = random.normal(2, 1, 8, 8).channelsLast();
        Tensor kernel = random.normal(5, 1, 3, 3).channelsLast();
        Tensor maps = pictures.conv(kernel, Optional.empty(), 1, 1, 1, 1);
        assertThat(maps.handle().stride(1)).isEqualTo(1);
        assertThat(maps.leakyRelu(0.2).handle().stride(1)).isEqualTo(1);
        assertThat(pictures.contiguous().toFloats()).isEqualTo(pictures.toFloats());
    }

    private interface Convolution {
        Tensor of(Tensor pictures, Tensor kernel);
    }

    private static void same(Tensor pictures, Tensor kernel, Convolution convolution) {
        List<Tensor> single = results(pictures, kernel, convolution);
        List<Tensor> exact = results(pictures.to(DType.F64), kernel.to(DType.F64), convolution);
        for (int i = 0; i < single.size(); i++) {
            Tensor expected = exact.get(i);
            double scale = expected.abs().largest().item();
            double error = single.get(i).to(DType.F64).sub(expected).abs().largest().item();
            assertThat(error / scale)
                    .as("result %d of %s and %s", i, pictures, kernel)
                    .isCloseTo(0, within(1e-5));
        }
    }

    /** The value, its gradients, and the gradient of a gradient as penalties need it. */
    private static List<Tensor> results(Tensor pictures, Tensor kernel, Convolution convolution) {
        Tensor x = pictures.detach().requireGradient(true);
        Tensor w = kernel.detach().requireGradient(true);
        Tensor value = convolution.of(x, w);
        Tensor byPictures = Gradient.of(value.mul(value).sum(), x);
        Tensor byKernel = Gradient.of(byPictures.mul(byPictures).sum(), w);
        return List.of(value, byPictures, byKernel);
    }
}
