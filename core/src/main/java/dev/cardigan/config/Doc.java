package dev.cardigan.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One sentence about a setting, shown in help texts, in the guide and in the JSON Schema. On a type
 * it describes the choice of that type.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Doc {

    /** What the setting does. */
    String value();

    /** The unit it is counted in, such as {@code images} or {@code steps}; empty for none. */
    String unit() default "";
}
