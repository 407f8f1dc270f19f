package dev.cardigan.checkpoint.torch;

import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.checkpoint.torch.Pickled.Dict;
import dev.cardigan.checkpoint.torch.Pickled.Items;
import dev.cardigan.checkpoint.torch.Pickled.Named;
import dev.cardigan.checkpoint.torch.Pickled.Plain;
import dev.cardigan.checkpoint.torch.Pickled.StorageRef;
import dev.cardigan.checkpoint.torch.Pickled.TensorRef;
import dev.cardigan.checkpoint.torch.Pickled.Tuple;
import java.util.HashMap;
import java.util.Map;

/**
 * What the few calls of a state dictionary mean. The order of their arguments: {@code
 * torch/_utils.py} and {@code torch/serialization.py} of PyTorch 1.0 to 2.9.
 */
final class Rebuilding {

    private static final int MOST_DIMENSIONS = 64;
    private static final int TENSOR_COST = 80;

    private final Damage damage;
    private final Budget budget;
    private final Map<String, StorageRef> storages = new HashMap<>();

    Rebuilding(Damage damage, Budget budget) {
        this.damage = damage;
        this.budget = budget;
    }

    /** The value of a call, which is made here: nothing is executed. */
    Object call(Object callable, Object arguments) {
        if (!(callable instanceof Named named) || !(arguments instanceof Tuple tuple)) {
            throw damage.at("its pickle calls what cannot be called");
        }
        Object[] items = tuple.items();
        if (!(named.known() instanceof Known.Call call)) {
            throw damage.at("its pickle calls a kind of numbers");
        }
        return switch (call) {
            case ORDERED_DICT -> ordered(items);
            case SIZE -> tuple(item(items, 0));
            case REBUILD_PARAMETER -> tensor(item(items, 0));
            case REBUILD_TENSOR, REBUILD_TENSOR_V2 -> rebuilt(items);
            case REBUILD_TENSOR_V3 -> retyped(items);
        };
    }

    /** Attributes of an ordered dictionary, such as {@code _metadata}, are of no use here. */
    void ignoreState(Object target, Object state) {
        if (!(target instanceof Dict) || !(state instanceof Dict)) {
            throw damage.at("its pickle sets attributes of what has none");
        }
    }

    /** Keys are text, numbers and truth values: nothing that could hold itself. */
    void put(Dict dict, Object key, Object value) {
        if (!(key instanceof String || key instanceof Long || key instanceof Boolean)) {
            throw damage.at("its pickle has a key that is neither text nor a number");
        }
        if (dict.values().put(key, value) != null) {
            throw damage.at("it names '" + Damage.shown(key.toString()) + "' twice");
        }
    }

    /** ("storage", kind, key, device, count), before PyTorch 1.6 with the view of a storage. */
    StorageRef storage(Object identity) {
        budget.charge(2L * TENSOR_COST, "its tensors");
        Object[] items = tuple(identity).items();
        if (!"storage".equals(item(items, 0))) {
            throw damage.other(
                    "holds whole modules with their program, not only tensors: refused; Cardigan never executes what a file says; save model.state_dict() instead");
        }
        if (items.length > 5 && item(items, 5) != Plain.NONE) {
            throw damage.other(
                    "its storages are views of others, as PyTorch wrote before 0.4; load it there and save it again");
        }
        boolean sound =
                item(items, 1) instanceof Named named && named.known() instanceof Known.Elements;
        if (!sound || !(item(items, 2) instanceof String)) {
            throw damage.at("it has a storage without kind or key");
        }
        Known.Elements kind = (Known.Elements) ((Named) item(items, 1)).known();
        long count = whole(item(items, 4));
        if (Math.multiplyHigh(count, (long) kind.bytes()) != 0 || count * kind.bytes() < 0) {
            throw damage.at("it has a storage of more than 2^63 bytes");
        }
        StorageRef storage = new StorageRef((String) item(items, 2), kind, count);
        StorageRef before = storages.putIfAbsent(storage.key(), storage);
        if (before != null && !before.equals(storage)) {
            throw damage.at("it has a storage of two kinds or sizes");
        }
        return storage;
    }

    /** All storages so far, by key. */
    Map<String, StorageRef> storages() {
        return storages;
    }

    private Dict ordered(Object[] items) {
        Dict dict = new Dict();
        budget.charge(TENSOR_COST * 2L, "its pickle");
        if (items.length == 0) {
            return dict;
        }
        if (items.length > 1 || !(items[0] instanceof Items pairs)) {
            throw damage.at("its ordered dictionary is made of something else than pairs");
        }
        for (Object pair : pairs.values()) {
            Object[] both =
                    pair instanceof Items list ? list.values().toArray() : tuple(pair).items();
            budget.charge(TENSOR_COST, "its pickle");
            put(dict, item(both, 0), item(both, 1));
        }
        return dict;
    }

    private TensorRef rebuilt(Object[] items) {
        StorageRef storage = storageOf(item(items, 0));
        if (!(storage.kind() instanceof Known.Typed typed)) {
            throw damage.at("it has a tensor of bytes that does not say its type");
        }
        return tensor(storage, typed.type(), items);
    }

    /** The seventh argument says the type, because the storage does not. */
    private TensorRef retyped(Object[] items) {
        if (item(items, 6) instanceof Named named && named.known() instanceof Known.Typed typed) {
            return tensor(storageOf(item(items, 0)), typed.type(), items);
        }
        throw damage.at("it has a tensor without type");
    }

    private TensorRef tensor(StorageRef storage, TensorData.Type type, Object[] items) {
        long[] shape = wholes(item(items, 2));
        long[] strides = wholes(item(items, 3));
        if (shape.length != strides.length) {
            throw damage.at("it has a tensor with more extents than strides, or fewer");
        }
        return new TensorRef(storage, type, whole(item(items, 1)), shape, strides);
    }

    private TensorRef tensor(Object value) {
        if (value instanceof TensorRef tensor) {
            return tensor;
        }
        throw damage.at("it has a parameter that is no tensor");
    }

    private StorageRef storageOf(Object value) {
        if (value instanceof StorageRef storage) {
            return storage;
        }
        throw damage.at("it has a tensor without a storage");
    }

    private long[] wholes(Object value) {
        Object[] items = tuple(value).items();
        if (items.length > MOST_DIMENSIONS) {
            throw damage.at(
                    "it has a tensor of %d dimensions, at most %d are allowed"
                            .formatted(items.length, MOST_DIMENSIONS));
        }
        budget.charge(TENSOR_COST + 8L * items.length, "its tensors");
        long[] wholes = new long[items.length];
        for (int i = 0; i < wholes.length; i++) {
            wholes[i] = whole(items[i]);
        }
        return wholes;
    }

    private long whole(Object value) {
        if (!(value instanceof Long number)) {
            throw damage.at("it has a tensor with something else than numbers for its shape");
        }
        if (number < 0) {
            throw damage.at("it has a tensor with the negative shape, stride or offset " + number);
        }
        return number;
    }

    private Tuple tuple(Object value) {
        if (value instanceof Tuple tuple) {
            return tuple;
        }
        throw damage.at("its pickle has something else where a tuple must be");
    }

    private Object item(Object[] items, int index) {
        if (index >= items.length) {
            throw damage.at(
                    "its pickle has a call or a storage with %d values, expected more than %d"
                            .formatted(items.length, index));
        }
        return items[index];
    }
}
