package dev.cardigan.tensor;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** The element types Cardigan uses. */
public enum DType {
    F64(ScalarType.Double, 8),
    F32(ScalarType.Float, 4),
    F16(ScalarType.Half, 2),
    BF16(ScalarType.BFloat16, 2),
    I64(ScalarType.Long, 8),
    I32(ScalarType.Int, 4),
    U8(ScalarType.Byte, 1),
    BOOL(ScalarType.Bool, 1);

    private final ScalarType scalarType;
    private final int bytes;

    DType(ScalarType scalarType, int bytes) {
        this.scalarType = scalarType;
        this.bytes = bytes;
    }

    /** Size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    public boolean isFloating() {
        return switch (this) {
            case F64, F32, F16, BF16 -> true;
            case I64, I32, U8, BOOL -> false;
        };
    }

    ScalarType scalarType() {
        return scalarType;
    }

    static DType of(org.bytedeco.pytorch.Tensor handle) {
        ScalarType type = handle.scalar_type().intern();
        for (DType candidate : values()) {
            if (candidate.scalarType == type) {
                return candidate;
            }
        }
        throw new dev.cardigan.error.EngineException("No Cardigan type for libtorch's " + type);
    }
}
