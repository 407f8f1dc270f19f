package dev.cardigan.nn;

/** The condition of an unconditional network. */
public enum None implements Condition<None> {
    NONE;

    @Override
    public None joined(None other) {
        return NONE;
    }
}
