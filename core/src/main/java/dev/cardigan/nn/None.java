package dev.cardigan.nn;

/** The condition of an unconditional network. */
public enum None {
    NONE
}
