package dev.cardigan.nn;

import java.util.function.Supplier;

/**
 * Whether networks train or are evaluated on this thread: batch normalisation uses and moves its
 * running statistics, dropout drops, power iteration advances only while training. A mode is a
 * stretch of time, not a field.
 */
public enum Mode {
    TRAINING,
    EVALUATION;

    private static final ThreadLocal<Mode> CURRENT = ThreadLocal.withInitial(() -> TRAINING);

    public static boolean isTraining() {
        return CURRENT.get() == TRAINING;
    }

    public <T> T during(Supplier<T> body) {
        Mode before = CURRENT.get();
        CURRENT.set(this);
        try {
            return body.get();
        } finally {
            CURRENT.set(before);
        }
    }
}
