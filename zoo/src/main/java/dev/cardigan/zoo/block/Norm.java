package dev.cardigan.zoo.block;

import dev.cardigan.nn.BatchNorm;
import dev.cardigan.nn.Convolution;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.InstanceNorm;
import dev.cardigan.nn.Layer;

/** What stands between convolutions in networks from pictures to pictures. */
public enum Norm {
    /**
     * Each picture by itself, without weights. The convolution before keeps its bias, as in the
     * reference: it has no effect and its gradient is 0.
     */
    INSTANCE,
    /** The batch together, with learned scale and shift; the convolution before has no bias. */
    BATCH;

    private static final double DEVIATION = 0.02;

    Layer over(long channels, Initializer initializer) {
        return switch (this) {
            case INSTANCE -> InstanceNorm.plain();
            case BATCH -> BatchNorm.of(channels, DEVIATION, initializer);
        };
    }

    Convolution before(Convolution convolution) {
        return this == BATCH ? convolution.withoutBias() : convolution;
    }
}
