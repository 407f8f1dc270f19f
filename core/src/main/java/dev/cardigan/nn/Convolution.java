package dev.cardigan.nn;

import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Weight;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cross-correlation in 1, 2 or 3 dimensions with zero padding; the weight's axes say in how many.
 *
 * @param weight [out, in / groups, kernel..]
 * @param bias [out]
 */
public record Convolution(
        Weight weight,
        Optional<Parameter> bias,
        long stride,
        long padding,
        long dilation,
        long groups)
        implements Layer {

    /** A 2-D convolution with stride 1, no padding, and a bias. */
    public static Convolution of(long in, long out, long kernel, Initializer initializer) {
        return of(2, in, out, kernel, initializer);
    }

    public static Convolution of(
            int dimensions, long in, long out, long kernel, Initializer initializer) {
        long[] shape = kernelShape(dimensions, out, in, kernel);
        long window = Arrays.stream(shape).skip(2).reduce(1, (a, b) -> a * b);
        Parameter weight = new Parameter(initializer.weight(in * window, out * window, shape));
        Parameter bias = new Parameter(initializer.bias(in * window, out));
        return new Convolution(weight, Optional.of(bias), 1, 0, 1, 1);
    }

    static long[] kernelShape(int dimensions, long first, long second, long kernel) {
        long[] shape = new long[dimensions + 2];
        Arrays.fill(shape, kernel);
        shape[0] = first;
        shape[1] = second;
        return shape;
    }

    public Convolution stride(long value) {
        return new Convolution(weight, bias, value, padding, dilation, groups);
    }

    public Convolution padding(long value) {
        return new Convolution(weight, bias, stride, value, dilation, groups);
    }

    public Convolution dilation(long value) {
        return new Convolution(weight, bias, stride, padding, value, groups);
    }

    public Convolution withoutBias() {
        return new Convolution(weight, Optional.empty(), stride, padding, dilation, groups);
    }

    /** This with its weight, seen as [out, rest], divided by its largest singular value. */
    public Convolution spectrallyNormalised(Initializer initializer) {
        SpectralNorm normalised = SpectralNorm.of(weight.parameter(), 0, initializer.stream());
        return new Convolution(normalised, bias, stride, padding, dilation, groups);
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor kernel = weight.value();
        Optional<Tensor> added = bias.map(Parameter::value);
        return dilation == 1 && groups == 1
                ? ConvolutionForms.convolution(x, kernel, added, stride, padding)
                : x.conv(kernel, added, stride, padding, dilation, groups);
    }
}
