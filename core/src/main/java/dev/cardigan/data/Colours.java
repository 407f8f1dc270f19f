package dev.cardigan.data;

/** How many channels pictures get. */
public enum Colours {
    /** One channel if every picture is grey in content, else three. */
    GUESS,
    /** One channel; colour becomes luma. */
    GREY,
    /** Three channels; grey is repeated. */
    RGB
}
