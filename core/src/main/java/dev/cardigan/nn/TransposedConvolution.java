package dev.cardigan.nn;

import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Weight;
import java.util.Arrays;
import java.util.Optional;

/**
 * The transpose of a convolution in 1, 2 or 3 dimensions, which enlarges: a side of n becomes (n -
 * 1) * stride - 2 * padding + kernel + outputPadding.
 *
 * @param weight [in, out, kernel..]
 * @param bias [out]
 */
public record TransposedConvolution(
        Weight weight, Optional<Parameter> bias, long stride, long padding, long outputPadding)
        implements Layer {

    /** A 2-D transposed convolution with stride 1, no padding, and a bias. */
    public static TransposedConvolution of(
            long in, long out, long kernel, Initializer initializer) {
        return of(2, in, out, kernel, initializer);
    }

    public static TransposedConvolution of(
            int dimensions, long in, long out, long kernel, Initializer initializer) {
        long[] shape = Convolution.kernelShape(dimensions, in, out, kernel);
        long window = Arrays.stream(shape).skip(2).reduce(1, (a, b) -> a * b);
        // PyTorch's convention counts the fan of a transposed weight along its second axis.
        Parameter weight = new Parameter(initializer.weight(out * window, in * window, shape));
        Parameter bias = new Parameter(initializer.bias(out * window, out));
        return new TransposedConvolution(weight, Optional.of(bias), 1, 0, 0);
    }

    public TransposedConvolution stride(long value) {
        return new TransposedConvolution(weight, bias, value, padding, outputPadding);
    }

    public TransposedConvolution padding(long value) {
        return new TransposedConvolution(weight, bias, stride, value, outputPadding);
    }

    public TransposedConvolution outputPadding(long value) {
        return new TransposedConvolution(weight, bias, stride, padding, value);
    }

    public TransposedConvolution withoutBias() {
        return new TransposedConvolution(weight, Optional.empty(), stride, padding, outputPadding);
    }

    /** This with its weight, seen as [out, rest], divided by its largest singular value. */
    public TransposedConvolution spectrallyNormalised(Initializer initializer) {
        SpectralNorm normalised = SpectralNorm.of(weight.parameter(), 1, initializer.stream());
        return new TransposedConvolution(normalised, bias, stride, padding, outputPadding);
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor kernel = weight.value();
        Optional<Tensor> added = bias.map(Parameter::value);
        return outputPadding == 0
                ? ConvolutionForms.transposed(x, kernel, added, stride, padding)
                : x.convTranspose(kernel, added, stride, padding, outputPadding);
    }
}
