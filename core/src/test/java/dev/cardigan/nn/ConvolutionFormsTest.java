package dev.cardigan.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.tensor.CentralDifferences;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every form is the convolution that libtorch computes, value by value and gradient by gradient.
 */
class ConvolutionFormsTest {

    private static final double CLOSE = 1e-12;

    /** A convolution of pictures, kernel and bias. */
    private interface Form {
        Tensor of(Tensor x, Tensor kernel, Optional<Tensor> bias);
    }

    @ParameterizedTest
    @CsvSource({
        // channels, height, width, kernel, stride, padding
        "3, 8, 6, 4, 2, 1", // blocks
        "1, 9, 6, 3, 3, 0",
        "4, 6, 6, 2, 2, 2",
        "3, 7, 6, 4, 2, 1", // a row is left over
        "3, 8, 6, 3, 2, 1", // the kernel is not made of blocks
        "5, 8, 6, 4, 2, 1", // many channels
        "5, 4, 4, 4, 1, 0", // covered
        "5, 4, 4, 4, 1, 1",
        "2, 4, 5, 4, 3, 0",
    })
    void convolutions(
            long channels, long height, long width, long kernel, long stride, long padding) {
        Tensor x = leaf(1, 2, channels, height, width);
        Tensor weight = leaf(2, 6, channels, kernel, kernel);
        agree(
                List.of(x, weight, leaf(3, 6)),
                (a, k, b) -> ConvolutionForms.convolution(a, k, b, stride, padding),
                (a, k, b) -> a.conv(k, b, stride, padding, 1, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "3, 4, 3, 4, 2, 1", // blocks
        "1, 3, 2, 3, 3, 0",
        "4, 3, 3, 2, 2, 1",
        "3, 4, 3, 3, 2, 1", // the kernel is not made of blocks
        "5, 4, 3, 4, 2, 1", // many channels
        "5, 1, 1, 4, 1, 0", // one place
        "3, 1, 1, 4, 2, 0",
        "3, 1, 1, 4, 2, 1",
    })
    void transposedConvolutions(
            long channels, long height, long width, long kernel, long stride, long padding) {
        Tensor x = leaf(1, 2, 6, height, width);
        Tensor weight = leaf(2, 6, channels, kernel, kernel);
        agree(
                List.of(x, weight, leaf(3, channels)),
                (a, k, b) -> ConvolutionForms.transposed(a, k, b, stride, padding),
                (a, k, b) -> a.convTranspose(k, b, stride, padding, 0));
    }

    private static void agree(List<Tensor> inputs, Form form, Form expected) {
        List<Tensor> found = valueAndGradients(inputs, form);
        List<Tensor> wanted = valueAndGradients(inputs, expected);
        for (int i = 0; i < wanted.size(); i++) {
            assertThat(found.get(i).shape()).isEqualTo(wanted.get(i).shape());
            assertThat(found.get(i).sub(wanted.get(i)).abs().largest().item()).isLessThan(CLOSE);
        }
        Tensor[] still = inputs.stream().map(Tensor::detach).toArray(Tensor[]::new);
        Tensor plain = form.of(still[0], still[1], Optional.empty());
        Tensor reference = expected.of(still[0], still[1], Optional.empty());
        assertThat(plain.sub(reference).abs().largest().item()).isLessThan(CLOSE);
    }

    private static List<Tensor> valueAndGradients(List<Tensor> inputs, Form form) {
        Tensor made = form.of(inputs.get(0), inputs.get(1), Optional.of(inputs.get(2)));
        Tensor weighted = made.mul(CentralDifferences.values(9, made.shape())).sum();
        List<Tensor> all = new ArrayList<>(List.of(made));
        all.addAll(Gradient.of(weighted, inputs, false));
        return all;
    }

    private static Tensor leaf(int seed, long... shape) {
        return CentralDifferences.values(seed, shape).channelsLast().requireGradient(true);
    }
}
