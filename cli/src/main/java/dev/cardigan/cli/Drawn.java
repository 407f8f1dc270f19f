package dev.cardigan.cli;

import dev.cardigan.data.Sample;
import dev.cardigan.data.SampleShape;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Tensor;

/**
 * Some of the samples a user asked for, in Java memory.
 *
 * @param first number of the first one
 * @param pixels [count, channels, height, width], unsigned; empty for points
 * @param points [count, dimensions]; empty for pictures
 * @param classes asked for, [count]
 */
@SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
record Drawn(int first, SampleShape shape, byte[] pixels, float[] points, int[] classes) {

    /**
     * @param samples [count, ..] as the generator makes them
     */
    static Drawn of(int first, SampleShape shape, Tensor samples, int[] classes) {
        return shape.isPicture()
                ? new Drawn(first, shape, Sample.toBytes(samples), new float[0], classes)
                : new Drawn(first, shape, new byte[0], samples.to(DType.F32).toFloats(), classes);
    }

    int count() {
        return classes.length;
    }
}
