package dev.cardigan.tensor;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees records, lists, maps and optionals as one tree whose leaves are tensors, parameters, buffers
 * and other state, named like {@code critic.body.0.weight}. Networks are saved, moved, averaged and
 * freed by walking it.
 */
public final class Tree {

    private static final ClassValue<List<Method>> COMPONENTS =
            new ClassValue<>() {
                @Override
                protected List<Method> computeValue(Class<?> type) {
                    List<Method> accessors = new ArrayList<>();
                    for (RecordComponent component : type.getRecordComponents()) {
                        Method accessor = component.getAccessor();
                        accessor.setAccessible(true);
                        accessors.add(accessor);
                    }
                    return List.copyOf(accessors);
                }
            };

    private Tree() {}

    /**
     * All leaves of one kind below {@code root}, by name, in the order of the record components.
     *
     * @param kind any type; records of it count as leaves too
     */
    public static <L> Map<String, L> leaves(@Nullable Object root, Class<L> kind) {
        Map<String, L> found = new LinkedHashMap<>();
        visit(
                "",
                root,
                kind,
                (name, leaf) -> {
                    if (kind.isInstance(leaf)) {
                        found.put(name, kind.cast(leaf));
                    }
                });
        return found;
    }

    /** Every tensor below {@code root}, whether bare, a parameter or a buffer. */
    public static List<Tensor> tensors(@Nullable Object root) {
        List<Tensor> found = new ArrayList<>();
        visit("", root, Tensor.class, (name, leaf) -> addTensor(found, leaf));
        return found;
    }

    /** Parameters and buffers below {@code root}: what a weight file holds. */
    public static Map<String, Tensor> weights(Object root) {
        Map<String, Tensor> found = new LinkedHashMap<>();
        visit(
                "",
                root,
                Parameter.class,
                (name, leaf) -> {
                    if (leaf instanceof Parameter parameter) {
                        found.put(name, parameter.value());
                    } else if (leaf instanceof Buffer buffer) {
                        found.put(name, buffer.value());
                    }
                });
        return found;
    }

    private static void addTensor(List<Tensor> found, Object leaf) {
        if (leaf instanceof Tensor tensor) {
            found.add(tensor);
        } else if (leaf instanceof Parameter parameter) {
            found.add(parameter.value());
        } else if (leaf instanceof Buffer buffer) {
            found.add(buffer.value());
        }
    }

    private static void visit(
            String path, @Nullable Object node, Class<?> sought, BiConsumer<String, Object> leaf) {
        if (node == null) {
            return;
        }
        if (sought.isInstance(node)
                || node instanceof Tensor
                || node instanceof Parameter
                || node instanceof Buffer
                || node instanceof Stateful) {
            leaf.accept(path, node);
        } else if (node instanceof Record record) {
            for (Method accessor : COMPONENTS.get(record.getClass())) {
                visit(join(path, accessor.getName()), read(accessor, record), sought, leaf);
            }
        } else if (node instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                visit(join(path, Integer.toString(i)), list.get(i), sought, leaf);
            }
        } else if (node instanceof Map<?, ?> map) {
            map.forEach(
                    (key, value) -> visit(join(path, String.valueOf(key)), value, sought, leaf));
        } else if (node instanceof Optional<?> optional && optional.isPresent()) {
            visit(path, optional.get(), sought, leaf);
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static @Nullable Object read(Method accessor, Record record) {
        try {
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "Cannot read " + accessor + " of " + record.getClass().getName(), e);
        }
    }
}
