package dev.cardigan.checkpoint.torch;

import dev.cardigan.checkpoint.TensorData;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The names a state dictionary may speak of. Everything else is refused by its name. */
sealed interface Known {

    /** What may be called, all of it done here and not by what the name stands for in Python. */
    enum Call implements Known {
        ORDERED_DICT,
        REBUILD_TENSOR,
        REBUILD_TENSOR_V2,
        REBUILD_TENSOR_V3,
        REBUILD_PARAMETER,
        SIZE
    }

    /** How the elements of a storage, or of a tensor, are stored. */
    sealed interface Elements extends Known {
        /** Of one element. */
        int bytes();
    }

    /** {@code torch.FloatStorage} and {@code torch.float32} alike. */
    record Typed(TensorData.Type type) implements Elements {
        @Override
        public int bytes() {
            return type.bytes();
        }
    }

    /** Bytes whose tensors say what they are. */
    enum Untyped implements Elements {
        BYTES;

        @Override
        public int bytes() {
            return 1;
        }
    }

    /** What stands behind a name in Python, {@code torch.FloatStorage}; empty when unknown. */
    static Optional<Known> of(String name) {
        return Optional.ofNullable(Names.ALL.get(name));
    }

    /** The list. */
    final class Names {

        private static final Map<String, Known> ALL = all();

        private Names() {}

        private static Map<String, Known> all() {
            Map<String, Known> all = new HashMap<>();
            all.put("collections.OrderedDict", Call.ORDERED_DICT);
            all.put("torch._utils._rebuild_tensor", Call.REBUILD_TENSOR);
            all.put("torch._utils._rebuild_tensor_v2", Call.REBUILD_TENSOR_V2);
            all.put("torch._utils._rebuild_tensor_v3", Call.REBUILD_TENSOR_V3);
            all.put("torch._utils._rebuild_parameter", Call.REBUILD_PARAMETER);
            all.put("torch.Size", Call.SIZE);
            all.put("torch.storage.UntypedStorage", Untyped.BYTES);
            all.put("torch.UntypedStorage", Untyped.BYTES);
            put(all, TensorData.Type.F64, "DoubleStorage", "float64");
            put(all, TensorData.Type.F32, "FloatStorage", "float32");
            put(all, TensorData.Type.F16, "HalfStorage", "float16");
            put(all, TensorData.Type.BF16, "BFloat16Storage", "bfloat16");
            put(all, TensorData.Type.I64, "LongStorage", "int64");
            put(all, TensorData.Type.I32, "IntStorage", "int32");
            put(all, TensorData.Type.I16, "ShortStorage", "int16");
            put(all, TensorData.Type.I8, "CharStorage", "int8");
            put(all, TensorData.Type.U8, "ByteStorage", "uint8");
            put(all, TensorData.Type.BOOL, "BoolStorage", "bool");
            return Map.copyOf(all);
        }

        private static void put(
                Map<String, Known> all, TensorData.Type type, String storage, String dtype) {
            all.put("torch." + storage, new Typed(type));
            all.put("torch." + dtype, new Typed(type));
        }
    }
}
