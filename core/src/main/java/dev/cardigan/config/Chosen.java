package dev.cardigan.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A choice as one layer writes it: {@code hinge}, or {@code r1: {gamma: 10}}.
 *
 * @param name the registered name
 */
record Chosen(String name, Optional<Setting> settings) {

    /**
     * Settings of the value chosen so far, written without its name: {@code learningRate: 1e-4} for
     * {@code adam: {learningRate: 1e-4}}. Empty where the keys are not its own, or are names of
     * choices.
     */
    static Optional<Chosen> settingsOf(
            Object current, Setting layer, Class<?> type, Choices choices) {
        if (!(layer instanceof Setting.Mapping mapping)
                || mapping.entries().isEmpty()
                || !current.getClass().isRecord()) {
            return Optional.empty();
        }
        List<Slot> own = Slot.of(current.getClass(), choices);
        boolean isOwn =
                mapping.entries().entrySet().stream()
                        .allMatch(
                                entry ->
                                        isOf(own, entry.getKey(), entry.getValue().origin())
                                                && choices.find(type, entry.getKey()).isEmpty());
        return isOwn
                ? Optional.of(new Chosen(choices.nameOf(type, current), Optional.of(layer)))
                : Optional.empty();
    }

    private static boolean isOf(List<Slot> own, String key, Origin origin) {
        return own.stream().anyMatch(slot -> origin.matches(key, slot.name()));
    }

    /** Empty after recording a fault. */
    static Optional<Chosen> from(
            Setting layer, Class<?> type, Choices choices, String path, Faults faults) {
        Set<String> known = choices.candidates(type).keySet();
        if (layer instanceof Setting.Scalar scalar) {
            return named(scalar.text(), scalar, type, choices, path, faults)
                    .map(name -> new Chosen(name, Optional.empty()));
        }
        if (!(layer instanceof Setting.Mapping mapping) || mapping.entries().size() != 1) {
            String found =
                    layer instanceof Setting.Mapping many
                            ? many.entries().size() + " names"
                            : layer.found();
            faults.add(
                    layer.origin(),
                    path,
                    "expected one of %s, or one of them with its settings, found %s"
                            .formatted(String.join(", ", known), found));
            return Optional.empty();
        }
        Map.Entry<String, Setting> only = mapping.entries().entrySet().iterator().next();
        return named(only.getKey(), only.getValue(), type, choices, path, faults)
                .flatMap(name -> withSettings(name, only.getValue(), type, choices, path, faults));
    }

    private static Optional<String> named(
            String written,
            Setting place,
            Class<?> type,
            Choices choices,
            String path,
            Faults faults) {
        Optional<String> name = choices.find(type, written);
        if (name.isEmpty()) {
            Set<String> known = choices.candidates(type).keySet();
            faults.add(
                    place.origin(),
                    path,
                    "unknown choice '%s'%s Choices: %s"
                            .formatted(
                                    written,
                                    Faults.suggestion(written, known),
                                    String.join(", ", known)));
        }
        return name;
    }

    private static Optional<Chosen> withSettings(
            String name,
            Setting settings,
            Class<?> type,
            Choices choices,
            String path,
            Faults faults) {
        boolean none =
                settings instanceof Setting.Nothing
                        || (settings instanceof Setting.Mapping given && given.entries().isEmpty());
        if (none) {
            return Optional.of(new Chosen(name, Optional.empty()));
        }
        if (choices.candidates(type).get(name) instanceof Record) {
            return Optional.of(new Chosen(name, Optional.of(settings)));
        }
        faults.add(
                settings.origin(),
                path,
                "'%s' has no settings of its own, found %s".formatted(name, settings.found()));
        return Optional.empty();
    }
}
