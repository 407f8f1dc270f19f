package dev.cardigan.checkpoint;

/** The moment at which nothing more runs; an Error, so that no clean-up catches it. */
final class PowerLoss extends Error {

    private static final long serialVersionUID = 1;

    PowerLoss(String moment) {
        super(moment, null, false, false);
    }
}
