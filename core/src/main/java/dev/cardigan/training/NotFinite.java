package dev.cardigan.training;

/**
 * NaN or infinity, found before it could spread; caught by the trainer, which goes back to the last
 * good state.
 */
final class NotFinite extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String reason;

    NotFinite(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** What was found where, as half a sentence. */
    String reason() {
        return reason;
    }
}
