package dev.cardigan.golden;

/** Replays one kind of case. */
interface Runner {

    /** Whether it knows everything this file asks for, judged by the metadata alone. */
    boolean takes(GoldenFile file);

    /** What the figures of this file are summed up under. */
    String kind(GoldenFile file);

    Bound bound(GoldenFile file);

    void run(GoldenFile file, Ledger ledger);
}
