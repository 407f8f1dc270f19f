package dev.cardigan.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One value of a settings tree, not yet bound to a type, with the place where it was written. */
sealed interface Setting {

    Origin origin();

    /** What was found, as an error message says it. */
    String found();

    /** An explicit null, or a key with no value behind it. */
    record Nothing(Origin origin) implements Setting {
        @Override
        public String found() {
            return "nothing";
        }
    }

    /**
     * A single value, kept as the text that was written, so that no digit is lost before the type
     * is known.
     *
     * @param quoted true where the writer said that it is text and nothing else
     */
    record Scalar(String text, boolean quoted, Origin origin) implements Setting {
        @Override
        public String found() {
            return quoted ? "the text '" + text + "'" : "'" + text + "'";
        }
    }

    record Sequence(List<Setting> items, Origin origin) implements Setting {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String found() {
            return "a list";
        }
    }

    record Mapping(Map<String, Setting> entries, Origin origin) implements Setting {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** The mapping that holds {@code value} under a dotted path, such as {@code a.b.c}. */
        static Mapping of(String path, Setting value) {
            int dot = path.indexOf('.');
            if (dot < 0) {
                return new Mapping(Map.of(path, value), value.origin());
            }
            Mapping inner = of(path.substring(dot + 1), value);
            return new Mapping(Map.of(path.substring(0, dot), inner), value.origin());
        }

        @Override
        public String found() {
            return "a mapping";
        }
    }
}
