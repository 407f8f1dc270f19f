package dev.cardigan.checkpoint.torch;

import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.checkpoint.torch.Pickled.Dict;
import dev.cardigan.checkpoint.torch.Pickled.StorageRef;
import dev.cardigan.checkpoint.torch.Pickled.TensorRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Dictionaries in dictionaries as one: {@code params_ema.conv_first.weight}. */
final class Flattening {

    private static final int DEEPEST = 32;
    private static final int VISIT_COST = 48;

    private final Damage damage;
    private final Budget budget;
    private final TensorReader reader;
    private final Function<StorageRef, RawBytes> storages;
    private final Map<String, TensorData> tensors = new LinkedHashMap<>();

    private Flattening(
            Damage damage,
            Budget budget,
            TensorReader reader,
            Function<StorageRef, RawBytes> storages) {
        this.damage = damage;
        this.budget = budget;
        this.reader = reader;
        this.storages = storages;
    }

    /**
     * All tensors below a value by their names.
     *
     * @param storages finds the bytes a tensor looks at
     * @throws dev.cardigan.error.CheckpointException when there are none, two of one name, or
     *     dictionaries without end
     */
    static Map<String, TensorData> of(
            Object root,
            Damage damage,
            Budget budget,
            TensorReader reader,
            Function<StorageRef, RawBytes> storages) {
        if (!(root instanceof Dict dict)) {
            throw damage.other(
                    "holds no dictionary of tensors; expected what torch.save(model.state_dict(), FILE) writes");
        }
        Flattening flattening = new Flattening(damage, budget, reader, storages);
        flattening.visit("", dict, 0);
        if (flattening.tensors.isEmpty()) {
            throw damage.other(
                    "holds no tensors; expected what torch.save(model.state_dict(), FILE) writes");
        }
        return flattening.tensors;
    }

    private void visit(String prefix, Dict dict, int depth) {
        if (depth > DEEPEST) {
            throw damage.at("its dictionaries are nested more than " + DEEPEST + " deep");
        }
        for (Map.Entry<Object, Object> entry : dict.values().entrySet()) {
            budget.charge(VISIT_COST, "its dictionaries");
            if (entry.getValue() instanceof Dict inner) {
                visit(name(prefix, entry.getKey()) + ".", inner, depth + 1);
            } else if (entry.getValue() instanceof TensorRef tensor) {
                add(name(prefix, entry.getKey()), tensor);
            }
        }
    }

    private String name(String prefix, Object key) {
        String own = key.toString();
        budget.charge(VISIT_COST + 2L * (prefix.length() + own.length() + 1), "its names");
        return prefix + own;
    }

    private void add(String name, TensorRef tensor) {
        TensorData data = reader.read(name, tensor, storages.apply(tensor.storage()));
        if (tensors.put(name, data) != null) {
            throw damage.at("it has two tensors named '" + Damage.shown(name) + "'");
        }
    }
}
