package dev.cardigan.report;

/** The colours of drawn experiments on dark paper, each with one meaning everywhere. */
public enum Ink {
    /** Real samples and their density. */
    REAL(0x7A8CA8),
    /** Generated samples and their density. */
    GENERATED(0xFFA040),
    /** What the discriminator has learned. */
    LEARNED(0x58C8F0),
    /** What theory says. */
    THEORY(0x7CE07C),
    /** Forces on the generator. */
    FORCE(0xF0F0F0),
    /** Axes and captions. */
    FAINT(0x8A8F98);

    private final int colour;

    Ink(int colour) {
        this.colour = colour;
    }

    int colour() {
        return colour;
    }
}
