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

    /** Runs a forward pass in this precision on {@code device}. */
    public <T> T during(Device device, Supplier<T> body) {
        DeviceType type = device.deviceType();
        return this == FP32 ? inFull(type, body) : mixed(type, body);
    }

    private static <T> T inFull(DeviceType type, Supplier<T> body) {
        if (!torch.is_autocast_enabled(type)) {
            return body.get();
        }
        torch.set_autocast_enabled(type, false);
        try {
            return body.get();
        } finally {
            torch.set_autocast_enabled(type, true);
        }
    }

    private static <T> T mixed(DeviceType type, Supplier<T> body) {
        torch.set_autocast_dtype(type, ScalarType.BFloat16);
        torch.set_autocast_enabled(type, true);
        torch.increment_nesting();
        try {
            return body.get();
        } finally {
            torch.decrement_nesting();
            torch.clear_cache();
            torch.set_autocast_enabled(type, false);
        }
    }
}
