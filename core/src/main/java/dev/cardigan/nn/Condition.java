package dev.cardigan.nn;

/** What a conditional network is told of a batch. */
public interface Condition<C extends Condition<C>> {

    /** The condition of this batch followed by the other. */
    C joined(C other);
}
