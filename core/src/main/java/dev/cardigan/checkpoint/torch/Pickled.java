package dev.cardigan.checkpoint.torch;

import dev.cardigan.checkpoint.TensorData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The only values that reading a pickle can make, besides {@link String}, {@link Long} and {@link
 * Boolean}. None of them does anything.
 */
sealed interface Pickled {

    /** Values nobody asks for: None, floats, bytes, long integers. */
    enum Plain implements Pickled {
        NONE,
        OTHER
    }

    /** Where a group of values begins on the stack. */
    enum Mark implements Pickled {
        MARK
    }

    /** A name on the allow-list. */
    record Named(Known known) implements Pickled {}

    /** A tuple; {@code torch.Size} is one too. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
    record Tuple(Object[] items) implements Pickled {}

    /** A list. Compared by identity only, as it may hold itself. */
    final class Items implements Pickled {
        private final List<Object> values = new ArrayList<>(4);

        List<Object> values() {
            return values;
        }
    }

    /** A dictionary of either kind. Compared by identity only, as it may hold itself. */
    final class Dict implements Pickled {
        private final Map<Object, Object> values = new LinkedHashMap<>(8);

        Map<Object, Object> values() {
            return values;
        }
    }

    /**
     * Numbers that tensors look at.
     *
     * @param key names its bytes in the file
     * @param kind how its elements are stored
     * @param count elements; of untyped ones bytes
     */
    record StorageRef(String key, Known.Elements kind, long count) implements Pickled {

        long bytes() {
            return count * kind.bytes();
        }
    }

    /** A tensor: what it looks at, and how. All numbers in elements. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
    record TensorRef(
            StorageRef storage, TensorData.Type type, long offset, long[] shape, long[] strides)
            implements Pickled {}
}
