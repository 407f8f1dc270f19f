package dev.cardigan.data;

import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;

/**
 * Raw samples as tensors; made on the training thread only.
 *
 * @param real pictures [count, channels, height, width] in [-1, 1], or points [count, dimensions]
 *     as they are
 * @param classes I64 [count]
 */
public record Sample(Tensor real, Tensor classes) {

    private static final double HALF_RANGE = 127.5;

    /** Bytes 0 .. 255 become -1 .. 1, on the device. */
    public static Sample of(RawPictures raw, Device device) {
        SampleShape shape = raw.shape();
        Tensor bytes =
                Tensor.of(
                                raw.pixels(),
                                raw.count(),
                                shape.channels(),
                                shape.height(),
                                shape.width())
                        .to(device);
        return new Sample(
                bytes.to(DType.F32).div(HALF_RANGE).sub(1).channelsLast(),
                classes(raw.labels(), device));
    }

    public static Sample of(RawPoints raw, Device device) {
        return new Sample(
                Tensor.of(raw.values(), raw.count(), raw.dimensions()).to(device),
                classes(raw.labels(), device));
    }

    private static Tensor classes(int[] labels, Device device) {
        long[] wide = new long[labels.length];
        Arrays.setAll(wide, i -> labels[i]);
        return Tensor.of(wide, wide.length).to(device);
    }

    /** Pictures in [-1, 1] as unsigned bytes, row-major [count, channels, height, width]. */
    public static byte[] toBytes(Tensor pictures) {
        return pictures.to(DType.F32).add(1).mul(HALF_RANGE).clamp(0, 255).round().toBytes();
    }
}
