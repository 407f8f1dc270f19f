package dev.cardigan.checkpoint.torch;

import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.checkpoint.torch.Pickled.TensorRef;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/**
 * Makes tensors of what a pickle says about them. Row-major ones share the bytes of the file;
 * others, such as transposed ones, are put in order, and those of a big-endian machine turned.
 */
final class TensorReader {

    /** What a tensor takes besides its numbers. */
    private static final int TENSOR_COST = 400;

    private final Damage damage;
    private final Budget budget;
    private final ByteOrder order;

    /**
     * @param order of the bytes in the file
     */
    TensorReader(Damage damage, Budget budget, ByteOrder order) {
        this.damage = damage;
        this.budget = budget;
        this.order = order;
    }

    /**
     * @param name for messages
     * @param storage all bytes it may look at
     * @throws dev.cardigan.error.CheckpointException when it looks further than its storage
     */
    TensorData read(String name, TensorRef tensor, RawBytes storage) {
        budget.charge(TENSOR_COST, "its tensors");
        long bytes = bytes(name, tensor);
        int size = tensor.type().bytes();
        long extent = bytes == 0 ? 0 : extent(name, tensor, storage.size() / size);
        if (extent > Integer.MAX_VALUE / size || bytes > Integer.MAX_VALUE) {
            throw failure(name, "spans more than 2^31 - 1 bytes, which is not read");
        }
        ByteBuffer seen =
                bytes == 0
                        ? ByteBuffer.allocateDirect(0)
                        : storage.slice(tensor.offset() * size, (int) extent * size);
        boolean asItIs = order == ByteOrder.LITTLE_ENDIAN || size == 1;
        if (asItIs && extent * size == bytes && isRowMajor(tensor)) {
            return new TensorData(tensor.type(), tensor.shape(), seen);
        }
        budget.charge(bytes, "tensor '" + Damage.shown(name) + "'");
        ByteBuffer ordered = ByteBuffer.allocateDirect((int) bytes);
        gather(tensor, seen.order(order), ordered.order(ByteOrder.LITTLE_ENDIAN));
        return new TensorData(tensor.type(), tensor.shape(), ordered.flip());
    }

    private long bytes(String name, TensorRef tensor) {
        OptionalLong bytes = tensor.type().bytesOf(tensor.shape());
        return bytes.orElseThrow(() -> failure(name, "has more than 2^63 bytes"));
    }

    /** How many elements of its storage lie between its first and its last, both included. */
    private long extent(String name, TensorRef tensor, long available) {
        long last = 0;
        for (int i = 0; i < tensor.shape().length; i++) {
            long steps = tensor.shape()[i] - 1;
            long stride = tensor.strides()[i];
            long far = steps * stride;
            if (Math.multiplyHigh(steps, stride) != 0 || far < 0 || last + far < 0) {
                throw failure(name, "has strides that lead out of its storage");
            }
            last += far;
        }
        if (tensor.offset() > available || last >= available - tensor.offset()) {
            throw failure(
                    name,
                    "looks at element %d, its storage has %d"
                            .formatted(tensor.offset() + last, available));
        }
        return last + 1;
    }

    private static boolean isRowMajor(TensorRef tensor) {
        long expected = 1;
        for (int i = tensor.shape().length - 1; i >= 0; i--) {
            if (tensor.shape()[i] > 1 && tensor.strides()[i] != expected) {
                return false;
            }
            expected *= tensor.shape()[i];
        }
        return true;
    }

    /** Copies element after element in row-major order. */
    private static void gather(TensorRef tensor, ByteBuffer from, ByteBuffer to) {
        int size = tensor.type().bytes();
        long[] shape = tensor.shape();
        long[] place = new long[shape.length];
        long at = 0;
        while (to.hasRemaining()) {
            copy(from, (int) at * size, to, size);
            int axis = shape.length - 1;
            while (axis >= 0) {
                at += tensor.strides()[axis];
                if (++place[axis] < shape[axis]) {
                    break;
                }
                at -= place[axis] * tensor.strides()[axis];
                place[axis--] = 0;
            }
        }
    }

    private static void copy(ByteBuffer from, int at, ByteBuffer to, int size) {
        switch (size) {
            case Long.BYTES -> to.putLong(from.getLong(at));
            case Integer.BYTES -> to.putInt(from.getInt(at));
            case Short.BYTES -> to.putShort(from.getShort(at));
            default -> to.put(from.get(at));
        }
    }

    private RuntimeException failure(String name, String problem) {
        return damage.at("tensor '" + Damage.shown(name) + "' " + problem);
    }
}
