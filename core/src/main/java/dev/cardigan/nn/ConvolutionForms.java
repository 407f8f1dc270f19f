package dev.cardigan.nn;

import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Windows;
import java.util.Arrays;
import java.util.Optional;

/**
 * Convolutions in the form that takes least time: the same sums, added up in another order.
 *
 * <p>A kernel as large as the map is a matrix product. A kernel whose sides are multiples of its
 * stride is one of stride 1 on blocks, in which a square of pixels lies among the channels of one.
 * oneDNN makes pictures of few channels at the cost of 16; with stride 2 the blocks of coloured
 * ones have 12, at a quarter of the places.
 */
final class ConvolutionForms {

    /** The most channels whose blocks were seen to be faster. */
    private static final long FEW = 4;

    private ConvolutionForms() {}

    /**
     * Cross-correlation without dilation and groups.
     *
     * @param x [batch, in, spatial..]
     * @param kernel [out, in, kernel..]
     */
    static Tensor convolution(
            Tensor x, Tensor kernel, Optional<Tensor> bias, long stride, long padding) {
        if (x.dimensions() == kernel.dimensions() && x.size(1) == kernel.size(1)) {
            if (padding == 0 && Arrays.equals(places(x), places(kernel))) {
                Tensor made = rows(x).linear(rows(kernel), bias);
                long[] shape = x.shape();
                Arrays.fill(shape, 1, shape.length, 1);
                shape[1] = kernel.size(0);
                return made.reshape(shape);
            }
            // Forward they gain nothing: blocks are for who asks for the gradient of the pictures.
            if (x.requiresGradient()
                    && areBlocks(x, x.size(1), kernel, stride)
                    && Arrays.stream(places(x)).allMatch(n -> (n + 2 * padding) % stride == 0)) {
                return Windows.padZeros(x, padding, padding)
                        .pixelUnshuffle(stride)
                        .conv(kernel.pixelUnshuffle(stride), bias, 1, 0, 1, 1);
            }
        }
        return x.conv(kernel, bias, stride, padding, 1, 1);
    }

    /**
     * Transposed convolution without groups and output padding.
     *
     * @param x [batch, in, spatial..]
     * @param kernel [in, out, kernel..]
     */
    static Tensor transposed(
            Tensor x, Tensor kernel, Optional<Tensor> bias, long stride, long padding) {
        if (x.dimensions() == kernel.dimensions() && x.size(1) == kernel.size(0)) {
            if (padding == 0 && Arrays.stream(places(x)).allMatch(n -> n == 1)) {
                Tensor innermost = kernel.movedim(1, -1); // [in, kernel.., out]
                long[] shape = innermost.shape();
                Tensor made = x.flatten().matmul(innermost.reshape(shape[0], -1));
                shape[0] = x.size(0);
                Tensor maps = made.reshape(shape);
                return bias.map(maps::add).orElse(maps).movedim(-1, 1);
            }
            if (areBlocks(x, kernel.size(1), kernel, stride)) {
                Optional<Tensor> each = bias.map(b -> ofBlocks(b, stride));
                Tensor pictures =
                        x.convTranspose(kernel.pixelUnshuffle(stride), each, 1, 0, 0)
                                .pixelShuffle(stride);
                return pictures.narrow(2, padding, pictures.size(2) - 2 * padding)
                        .narrow(3, padding, pictures.size(3) - 2 * padding);
            }
        }
        return x.convTranspose(kernel, bias, stride, padding, 0);
    }

    private static boolean areBlocks(Tensor x, long channels, Tensor kernel, long stride) {
        return x.dimensions() == 4
                && stride > 1
                && channels <= FEW
                && x.device().equals(Device.CPU)
                && Arrays.stream(places(kernel)).allMatch(side -> side % stride == 0);
    }

    /** A value of each channel for all pixels of its blocks. */
    private static Tensor ofBlocks(Tensor bias, long stride) {
        return bias.unsqueeze(1).expand(-1, stride * stride).reshape(-1);
    }

    private static long[] places(Tensor maps) {
        return Arrays.stream(maps.shape()).skip(2).toArray();
    }

    /**
     * [batch, channels, spatial..] to [batch, spatial.. * channels], no copy where these lie so.
     */
    private static Tensor rows(Tensor maps) {
        return maps.movedim(1, -1).reshape(maps.size(0), -1);
    }
}
