package dev.cardigan.benchmarks.harness;

/** What else the machine does while a contestant runs. */
public enum Load {
    /** Nothing that we start. */
    IDLE,
    /** Another process spins on every core. */
    BUSY
}
