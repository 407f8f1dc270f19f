package dev.cardigan.checkpoint.torch;

import dev.cardigan.checkpoint.torch.Pickled.Mark;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The stack and the memo of a pickle machine, both charged before they grow. */
final class Stack {

    private static final int FIRST = 64;
    private static final int REFERENCE = 8;

    private final Damage damage;
    private final Budget budget;
    private @Nullable Object[] values = new Object[FIRST];
    private int size;
    private @Nullable Object[] memo = new Object[FIRST];
    private int memoized;

    Stack(Damage damage, Budget budget) {
        this.damage = damage;
        this.budget = budget;
    }

    void push(Object value) {
        if (size == values.length) {
            values = grown(values, size + 1);
        }
        values[size++] = value;
    }

    /** The topmost value, which a mark is not. */
    Object top() {
        Object value = size == 0 ? null : values[size - 1];
        if (value == null || value == Mark.MARK) {
            throw damage.at("its pickle takes a value where none is");
        }
        return value;
    }

    Object pop() {
        Object value = top();
        values[--size] = null;
        return value;
    }

    /** How many values lie on the last mark. */
    int marked() {
        for (int at = size - 1; at >= 0; at--) {
            if (values[at] == Mark.MARK) {
                return size - 1 - at;
            }
        }
        throw damage.at("its pickle ends a group that was never begun");
    }

    /** Takes so many values, the deepest first. */
    Object[] pop(int count) {
        Object[] taken = new Object[count];
        for (int i = count - 1; i >= 0; i--) {
            taken[i] = pop();
        }
        return taken;
    }

    /** Takes the mark off, once nothing lies on it. */
    void popMark() {
        if (size == 0 || values[size - 1] != Mark.MARK) {
            throw damage.at("its pickle ends a group that was never begun");
        }
        values[--size] = null;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Remembers the topmost value under the next free number. */
    void memoize() {
        memoize(memoized);
    }

    /** Writers count; a number beyond what they could have counted to is none. */
    void memoize(long index) {
        if (index < 0 || index > memoized + 1L) {
            throw damage.at("its pickle numbers its values out of order, up to " + index);
        }
        if (index >= memo.length) {
            memo = grown(memo, (int) index + 1);
        }
        memo[(int) index] = top();
        memoized = Math.max(memoized, (int) index + 1);
    }

    Object remembered(long index) {
        Object value = index < 0 || index >= memoized ? null : memo[(int) index];
        if (value == null) {
            throw damage.at("its pickle speaks of a value it never made, number " + index);
        }
        return value;
    }

    private @Nullable Object[] grown(@Nullable Object[] array, int least) {
        int length = Math.max(least, array.length + (array.length >> 1));
        budget.charge((long) length * REFERENCE, "its pickle");
        return Arrays.copyOf(array, length);
    }
}
