package dev.cardigan.training.doctor;

/** How much a doctor has to say in a run. */
public enum Care {
    /** None. */
    OFF,
    /** Examines and tells. */
    WATCH,
    /** Examines, tells, and treats. */
    ACT
}
