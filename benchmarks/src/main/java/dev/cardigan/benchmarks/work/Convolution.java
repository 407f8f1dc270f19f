package dev.cardigan.benchmarks.work;

/**
 * One square convolution, direct or transposed, without bias.
 *
 * @param name what it is, for the report
 * @param transposed whether it enlarges (transposed) or shrinks
 * @param inputChannels channels of the input
 * @param outputChannels channels of the output
 * @param kernel side of the kernel, in pixels
 * @param stride stride, in pixels
 * @param padding padding, in pixels on each side
 * @param inputSide side of the input, in pixels
 */
public record Convolution(
        String name,
        boolean transposed,
        int inputChannels,
        int outputChannels,
        int kernel,
        int stride,
        int padding,
        int inputSide) {

    /** The side of the output, in pixels. */
    public int outputSide() {
        if (transposed) {
            return (inputSide - 1) * stride - 2 * padding + kernel;
        }
        return (inputSide + 2 * padding - kernel) / stride + 1;
    }

    /** The input's shape: {@code [batch, channels, side, side]}. */
    public long[] inputShape(int batch) {
        return new long[] {batch, inputChannels, inputSide, inputSide};
    }

    /** The weight's shape, the way libtorch wants it: a transposed weight has its input first. */
    public long[] weightShape() {
        return transposed
                ? new long[] {inputChannels, outputChannels, kernel, kernel}
                : new long[] {outputChannels, inputChannels, kernel, kernel};
    }

    /**
     * Floating-point operations of one forward pass of one image, a multiplication and an addition
     * counting two. A direct convolution reads {@code kernel^2 * inputChannels} numbers for each
     * output pixel; a transposed one writes {@code kernel^2 * outputChannels} for each input pixel.
     * Products with the zeros of the padding are counted, as is usual.
     */
    public long flops() {
        long side = transposed ? inputSide : outputSide();
        return 2L * kernel * kernel * inputChannels * outputChannels * side * side;
    }

    @Override
    public String toString() {
        return "%s %d->%d k%d s%d p%d at %dx%d"
                .formatted(
                        name,
                        inputChannels,
                        outputChannels,
                        kernel,
                        stride,
                        padding,
                        inputSide,
                        inputSide);
    }
}
