package dev.cardigan.training.doctor;

import dev.cardigan.training.Run;

/** What a doctor may do about a verdict. */
@FunctionalInterface
public interface Healer {

    /** Leaves every run as it is. */
    Healer NONE = (run, diagnosis, lastHealthy) -> false;

    /**
     * @param diagnosis an alarm
     * @param lastHealthy step of the last examination without alarm; -1 for none
     * @return whether the run was changed
     */
    boolean treat(Run<?> run, Diagnosis diagnosis, long lastHealthy);
}
