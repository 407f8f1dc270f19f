package dev.cardigan.tensor;

import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** In what precision forward passes compute; weights and updates stay in F32 either way. */
public enum Precision {
    /** Everything in F32, also inside a pass in mixed precision. */
    FP32,
    /** Mixed: convolutions and matrix products in bfloat16, losses and weights in F32. */
    BF16;

    /**
     * Runs a forward pass in this precision on {@code device}; what held before holds again after.
     *
     * <p>No narrow copy of a weight is kept between two operations: one made without a graph would
     * be taken again where gradients are recorded, and one made before a step after it.
     */
    public <T> T during(Device device, Supplier<T> body) {
        Engine.load();
        DeviceType type = device.deviceType();
        boolean wasMixed = torch.is_autocast_enabled(type);
        if (this == FP32 && !wasMixed) {
            return body.get();
        }
        ScalarType narrow = torch.get_autocast_dtype(type);
        boolean wasCaching = torch.is_autocast_cache_enabled();
        torch.set_autocast_enabled(type, this == BF16);
        torch.set_autocast_dtype(type, ScalarType.BFloat16);
        torch.set_autocast_cache_enabled(false);
        try {
            return body.get();
        } finally {
            torch.set_autocast_cache_enabled(wasCaching);
            torch.set_autocast_dtype(type, narrow);
            torch.set_autocast_enabled(type, wasMixed);
        }
    }
}
