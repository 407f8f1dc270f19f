package dev.cardigan.config;

import dev.cardigan.error.ConfigException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One component of a record: its name, its type and the way to read it. */
record Slot(String name, ValueType type, Optional<Doc> doc, Method accessor) {

    /**
     * The components of a record class in their order.
     *
     * @throws ConfigException when one has a type that settings cannot fill
     */
    static List<Slot> of(Class<?> owner, Choices choices) {
        List<Slot> slots = new ArrayList<>();
        for (RecordComponent component : owner.getRecordComponents()) {
            String place = owner.getSimpleName() + "." + component.getName();
            Method accessor = component.getAccessor();
            accessor.setAccessible(true); // records of settings need not be public
            slots.add(
                    new Slot(
                            component.getName(),
                            ValueType.of(component.getGenericType(), choices, place),
                            Optional.ofNullable(component.getAnnotation(Doc.class)),
                            accessor));
        }
        return slots;
    }

    /**
     * @throws ConfigException when the component is null or its accessor fails
     */
    Object read(Object owner) {
        try {
            Object value = accessor.invoke(owner);
            if (value == null) {
                throw new ConfigException(
                        "%s of %s is null. Declare it Optional, and give it Optional.empty()"
                                .formatted(name, owner));
            }
            return value;
        } catch (ReflectiveOperationException failure) {
            throw new ConfigException(
                    name + " of " + owner.getClass().getName() + " cannot be read: " + failure,
                    failure);
        }
    }

    /**
     * Calls the canonical constructor.
     *
     * @throws InvocationTargetException when the constructor refuses the values
     */
    static Object construct(Class<?> type, List<Object> values) throws InvocationTargetException {
        Class<?>[] signature =
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(signature);
            canonical.setAccessible(true);
            return canonical.newInstance(values.toArray());
        } catch (InvocationTargetException refusal) {
            throw refusal;
        } catch (ReflectiveOperationException failure) {
            throw new ConfigException(type.getName() + " cannot be made: " + failure, failure);
        }
    }
}
