package dev.cardigan.checkpoint.torch;

import dev.cardigan.checkpoint.torch.Pickled.Plain;

/** The operations of a pickle that bring a value along: numbers, truth values, text, bytes. */
final class Literals {

    private static final int NUMBER_COST = 40;
    private static final int MOST_NUMBER_BYTES = 8;

    private final PickleInput input;
    private final Stack stack;
    private final Budget budget;

    Literals(PickleInput input, Stack stack, Budget budget) {
        this.input = input;
        this.stack = stack;
        this.budget = budget;
    }

    /** Pushes the value, if the operation brings one. */
    boolean take(int operation) {
        return number(operation) || text(operation);
    }

    private boolean number(int operation) {
        switch (operation) {
            case 'N' -> stack.push(Plain.NONE);
            case 0x88 -> stack.push(true);
            case 0x89 -> stack.push(false);
            case 'J' -> push(input.signedInt());
            case 'K' -> push(input.unsignedByte());
            case 'M' -> push(input.unsignedShort());
            case 0x8a -> longNumber(input.unsignedByte());
            case 0x8b -> longNumber(input.unsignedInt());
            case 'G' -> other(Double.BYTES);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean text(int operation) {
        switch (operation) {
            case 'X', 'T' -> stack.push(input.text(input.unsignedInt()));
            case 0x8c, 'U' -> stack.push(input.text(input.unsignedByte()));
            case 0x8d -> stack.push(input.text(input.signedLong()));
            case 'B' -> other(input.unsignedInt());
            case 'C' -> other(input.unsignedByte());
            case 0x8e -> other(input.signedLong());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void longNumber(long length) {
        if (length <= MOST_NUMBER_BYTES) {
            push(input.number((int) length));
        } else {
            other(length);
        }
    }

    private void other(long bytes) {
        input.skip(bytes);
        stack.push(Plain.OTHER);
    }

    private void push(long number) {
        budget.charge(NUMBER_COST, "its pickle");
        stack.push(number);
    }
}
