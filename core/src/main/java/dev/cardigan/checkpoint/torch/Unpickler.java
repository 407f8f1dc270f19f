package dev.cardigan.checkpoint.torch;

import dev.cardigan.checkpoint.torch.Pickled.Dict;
import dev.cardigan.checkpoint.torch.Pickled.Items;
import dev.cardigan.checkpoint.torch.Pickled.Mark;
import dev.cardigan.checkpoint.torch.Pickled.Named;
import dev.cardigan.checkpoint.torch.Pickled.StorageRef;
import dev.cardigan.checkpoint.torch.Pickled.Tuple;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * Reads a pickle of protocol 2 to 5 that holds a state dictionary, and executes nothing: names
 * become values of {@link Known} or are refused, and a call of one makes a {@link Pickled}.
 * Operations: the comments of Python's {@code pickletools}.
 */
final class Unpickler {

    private static final int NEWEST = 5;
    private static final int VALUE_COST = 40;
    private static final int ITEM_COST = 12;
    private static final int DICT_COST = 160;
    private static final int ENTRY_COST = 64;

    /**
     * What a pickle holds.
     *
     * @param storages all that its tensors may look at, by key
     */
    record Loaded(Object value, Map<String, StorageRef> storages) {}

    private final PickleInput input;
    private final Damage damage;
    private final Budget budget;
    private final Stack stack;
    private final Literals literals;
    private final Rebuilding rebuilding;

    private Unpickler(ByteBuffer bytes, Damage damage, Budget budget) {
        this.input = new PickleInput(bytes, damage, budget);
        this.damage = damage;
        this.budget = budget;
        this.stack = new Stack(damage, budget);
        this.literals = new Literals(input, stack, budget);
        this.rebuilding = new Rebuilding(damage, budget);
    }

    /**
     * The value of the pickle that begins at the buffer's position, which is then behind it.
     *
     * @throws dev.cardigan.error.CheckpointException when it is damaged, or holds anything that is
     *     not on the list
     */
    static Loaded load(ByteBuffer bytes, Damage damage, Budget budget) {
        try {
            return new Unpickler(bytes, damage, budget).run();
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw damage.at("its pickle is cut off");
        }
    }

    private Loaded run() {
        int operation = input.unsignedByte();
        while (operation != '.') {
            if (!structure(operation) && !literals.take(operation)) {
                throw damage.at(
                        "its pickle has the operation 0x%02x, which no state dictionary needs"
                                .formatted(operation));
            }
            operation = input.unsignedByte();
        }
        Object value = stack.pop();
        if (!stack.isEmpty()) {
            throw damage.at("its pickle leaves values behind");
        }
        return new Loaded(value, rebuilding.storages());
    }

    private boolean structure(int operation) {
        switch (operation) {
            case 0x80 -> protocol(input.unsignedByte());
            case 0x95 -> input.signedLong(); // the length of a frame, of which nothing follows
            case '(' -> stack.push(Mark.MARK);
            case '0' -> stack.pop();
            case '1' -> group();
            case '2' -> stack.push(stack.top());
            case '}' -> stack.push(dict());
            case 'd' -> fill(dict(), group());
            case 's' -> put(asDict(peekUnder(2)), stack.pop(2));
            case 'u' -> fillTop(group());
            case ']' -> stack.push(items());
            case 'l' -> stack.push(appended(items(), group()));
            case 'a' -> appendTop(stack.pop(1));
            case 'e' -> appendTop(group());
            case ')' -> stack.push(tuple(0));
            case 't' -> stack.push(new Tuple(group()));
            case 0x85 -> stack.push(tuple(1));
            case 0x86 -> stack.push(tuple(2));
            case 0x87 -> stack.push(tuple(3));
            default -> {
                return speaks(operation);
            }
        }
        return true;
    }

    private boolean speaks(int operation) {
        switch (operation) {
            case 'c' -> stack.push(named(input.line(), input.line()));
            case 0x93 -> {
                Object[] names = stack.pop(2);
                stack.push(named(asText(names[0]), asText(names[1])));
            }
            case 'i' -> throw damage.refused(input.line() + "." + input.line());
            case 'R' -> {
                Object[] call = stack.pop(2);
                stack.push(rebuilding.call(call[0], call[1]));
            }
            case 'b' -> {
                Object state = stack.pop();
                rebuilding.ignoreState(stack.top(), state);
            }
            case 'Q' -> stack.push(rebuilding.storage(stack.pop()));
            case 'q' -> stack.memoize(input.unsignedByte());
            case 'r' -> stack.memoize(input.unsignedInt());
            case 0x94 -> stack.memoize();
            case 'h' -> stack.push(stack.remembered(input.unsignedByte()));
            case 'j' -> stack.push(stack.remembered(input.unsignedInt()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void protocol(int version) {
        if (version > NEWEST) {
            throw damage.at("its pickle has protocol " + version + "; known are up to " + NEWEST);
        }
    }

    private Named named(String module, String name) {
        budget.charge(VALUE_COST, "its pickle");
        String full = module + "." + name;
        return new Named(Known.of(full).orElseThrow(() -> damage.refused(full)));
    }

    private Object[] group() {
        int count = stack.marked();
        budget.charge(VALUE_COST + (long) ITEM_COST * count, "its pickle");
        Object[] taken = stack.pop(count);
        stack.popMark();
        return taken;
    }

    private Tuple tuple(int count) {
        budget.charge(VALUE_COST + (long) ITEM_COST * count, "its pickle");
        return new Tuple(stack.pop(count));
    }

    private Dict dict() {
        budget.charge(DICT_COST, "its pickle");
        return new Dict();
    }

    private Items items() {
        budget.charge(VALUE_COST * 2L, "its pickle");
        return new Items();
    }

    private Items appended(Items list, Object[] values) {
        budget.charge((long) ITEM_COST * values.length, "its pickle");
        list.values().addAll(Arrays.asList(values));
        return list;
    }

    private void appendTop(Object[] values) {
        if (!(stack.top() instanceof Items list)) {
            throw damage.at("its pickle appends to what is no list");
        }
        appended(list, values);
    }

    private void fillTop(Object[] pairs) {
        put(asDict(stack.top()), pairs);
    }

    private void fill(Dict dict, Object[] pairs) {
        put(dict, pairs);
        stack.push(dict);
    }

    private Object peekUnder(int count) {
        Object[] above = stack.pop(count);
        Object under = stack.top();
        for (Object value : above) {
            stack.push(value);
        }
        return under;
    }

    private void put(Dict dict, Object[] pairs) {
        if (pairs.length % 2 != 0) {
            throw damage.at("its pickle has a key without a value");
        }
        for (int i = 0; i < pairs.length; i += 2) {
            rebuilding.put(dict, pairs[i], pairs[i + 1]);
        }
        budget.charge((long) ENTRY_COST * pairs.length / 2, "its pickle");
    }

    private Dict asDict(Object value) {
        if (value instanceof Dict dict) {
            return dict;
        }
        throw damage.at("its pickle puts values into what is no dictionary");
    }

    private String asText(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw damage.at("its pickle has a name that is no text");
    }
}
