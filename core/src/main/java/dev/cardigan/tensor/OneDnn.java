package dev.cardigan.tensor;

import java.lang.System.Logger.Level;
import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * oneDNN's convolutions, which libtorch uses on the CPU, are tried once before they are trusted.
 *
 * <p>Virtual machines that hide the sizes of the processor's caches make oneDNN 3.7 take them for
 * zero; it then arranges kernels whose channels are not a multiple of its block wrongly, and
 * convolutions and their gradients are wrong without an error. Where a small convolution differs
 * from libtorch's own, oneDNN is switched off for this process: right, and about three times
 * slower.
 */
public final class OneDnn {

    private static final System.Logger LOG = System.getLogger(OneDnn.class.getName());

    /** Channels that are no multiple of any block, in both places. */
    private static final long[][] KERNELS = {{20, 20, 3, 3}, {3, 17, 3, 3}, {1, 1, 3, 3}};

    private static final boolean TRUSTED = settle();

    private OneDnn() {}

    /**
     * Whether oneDNN computes convolutions here; decided at the first call, before which nothing
     * may convolve.
     */
    public static boolean isTrusted() {
        return TRUSTED;
    }

    private static boolean settle() {
        Engine.load();
        // Where NNPACK cannot start, it says so at every convolution; what it would do, others do.
        torch.globalContext().setUserEnabledNNPACK(false);
        if (!torch.globalContext().userEnabledMkldnn() || agrees()) {
            return true;
        }
        torch.globalContext().setUserEnabledMkldnn(false);
        LOG.log(
                Level.WARNING,
                "oneDNN computes wrong convolutions on this machine, as it does where a virtual machine hides the sizes"
                        + " of the processor's caches. Cardigan goes on without oneDNN: right, but about three times slower");
        return false;
    }

    /** In full, also where the first tensor is made within a pass in mixed precision. */
    static boolean agrees() {
        return Precision.FP32.during(Device.CPU, () -> Scope.tidy(OneDnn::agreesOnAll));
    }

    private static boolean agreesOnAll() {
        return Arrays.stream(KERNELS)
                .allMatch(shape -> agreesOn(shape, false) && agreesOn(shape, true));
    }

    /** Sums of small whole numbers are exact, so every bit must be the same. */
    private static boolean agreesOn(long[] shape, boolean transposed) {
        org.bytedeco.pytorch.Tensor kernel = wholeNumbers(7, shape);
        long channels = transposed ? shape[0] : shape[1];
        org.bytedeco.pytorch.Tensor input = wholeNumbers(5, 2, channels, 4, 4);
        org.bytedeco.pytorch.Tensor tried = convolved(input, kernel, transposed);
        torch.globalContext().setUserEnabledMkldnn(false);
        try {
            return tried.equal(convolved(input, kernel, transposed));
        } finally {
            torch.globalContext().setUserEnabledMkldnn(true);
        }
    }

    private static org.bytedeco.pytorch.Tensor wholeNumbers(long below, long... shape) {
        long size = 1;
        for (long side : shape) {
            size *= side;
        }
        org.bytedeco.pytorch.Tensor counted =
                torch.arange(new Scalar(size)).remainder(new Scalar(below));
        return counted.view(shape).to(torch.ScalarType.Float);
    }

    private static org.bytedeco.pytorch.Tensor convolved(
            org.bytedeco.pytorch.Tensor input,
            org.bytedeco.pytorch.Tensor kernel,
            boolean transposed) {
        long[] ones = {1, 1};
        return transposed
                ? torch.conv_transpose2d(
                        input, kernel, new TensorOptional(), ones, ones, new long[] {0, 0}, 1, ones)
                : torch.conv2d(input, kernel, new TensorOptional(), ones, ones, ones, 1);
    }
}
