package dev.cardigan.tensor;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;

/** Pooling over overlapping windows of pictures [batch, channels, height, width], and borders. */
public final class Windows {

    private Windows() {}

    /** The largest value of every square window; what lies in the padding never is. */
    public static Tensor maxPool(Tensor pictures, long window, long stride, long padding) {
        return Native.call(
                "maxPool",
                () ->
                        Tensor.wrap(
                                torch.max_pool2d(
                                        pictures.handle(),
                                        both(window),
                                        both(stride),
                                        both(padding),
                                        both(1),
                                        false)),
                pictures);
    }

    /** The mean of every square window over what lies inside the picture. */
    public static Tensor averagePool(Tensor pictures, long window, long stride, long padding) {
        return Native.call(
                "averagePool",
                () ->
                        Tensor.wrap(
                                torch.avg_pool2d(
                                        pictures.handle(),
                                        both(window),
                                        both(stride),
                                        both(padding),
                                        false,
                                        false,
                                        new LongOptional())),
                pictures);
    }

    /** A border of zeros of {@code rows} above and below and {@code columns} left and right. */
    public static Tensor padZeros(Tensor pictures, long rows, long columns) {
        if (rows == 0 && columns == 0) {
            return pictures;
        }
        return Native.call(
                "padZeros",
                () ->
                        Tensor.wrap(
                                torch.constant_pad_nd(
                                        pictures.handle(),
                                        new long[] {columns, columns, rows, rows},
                                        new Scalar(0.0))),
                pictures);
    }

    private static long[] both(long value) {
        return new long[] {value, value};
    }
}
