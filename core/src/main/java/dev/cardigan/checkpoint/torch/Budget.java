package dev.cardigan.checkpoint.torch;

/**
 * How much memory reading a file may take: twice the file and 1 MiB. Charged before anything is
 * made, by what it takes at most, so that no file makes more of itself than it is.
 */
final class Budget {

    private static final long SLACK = 1 << 20;

    /** What is left for the fixed costs of reading: the view of the file, messages. */
    private static final long RESERVE = 1 << 18;

    private final Damage damage;
    private final long limit;
    private long charged;

    Budget(Damage damage, long fileBytes) {
        this.damage = damage;
        this.limit = 2 * fileBytes + SLACK - RESERVE;
    }

    /**
     * @param what it is for: {@code its tensors}
     * @throws dev.cardigan.error.CheckpointException when there is not so much left
     */
    void charge(long bytes, String what) {
        if (bytes < 0 || bytes > limit - charged) {
            throw damage.at(
                    "%s would take more than %d bytes of memory, twice the file and 1 MiB, as a bomb does"
                            .formatted(what, limit + RESERVE));
        }
        charged += bytes;
    }
}
