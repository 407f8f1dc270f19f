package dev.cardigan.training;

import dev.cardigan.tensor.OperationTimes;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the time of training steps goes; stands still until {@link #start}. Changes no number of
 * the run.
 *
 * <p>Most steps are only divided into parts. Some are looked at operation by operation as well,
 * which takes time itself; their parts are not counted.
 */
public final class StepClock {

    /** One step of so many is looked at closely. */
    private static final long SPACING = 8;

    /** So many close looks are enough, and each leaves some native memory behind. */
    private static final long MOST_LOOKS = 200;

    /** First steps that are not counted: the JVM compiles, the engine fills its caches. */
    private static final long WARM_UP = 50;

    /** What a step's time is spent on. */
    public enum Part {
        /** Waiting for a batch and making tensors of it. */
        DATA,
        /** Forward passes and the loss. */
        FORWARD,
        /** The backward pass. */
        BACKWARD,
        /** Looking for NaN and infinity. */
        GUARD,
        /** Constraints, the update rule. */
        OPTIMIZER,
        /** Sums of what is logged. */
        LOG,
        /** The running average of the weights. */
        AVERAGE,
        /** Samples, metrics, checkpoints, the doctor. */
        HOOKS,
        /** Freeing what the step made, and all else. */
        REST
    }

    /**
     * @param phase whose turn it is; empty between turns
     */
    private record Place(String phase, Part part) {}

    private final Map<Place, Long> thisStep = new LinkedHashMap<>();
    private final Map<Place, Long> sums = new LinkedHashMap<>();
    private Optional<OperationTimes> operations = Optional.empty();
    private boolean on;
    private long warmUp;
    private long steps;
    private long counted;
    private long looks;
    private long lookedNanos;
    private boolean looking;
    private String phase = "";
    private Part part = Part.REST;
    private long mark;
    private long collectedMillis;

    StepClock() {}

    /**
     * Starts it, on the training thread.
     *
     * @param expected steps to come; a quarter of them at most is not counted
     */
    public void start(long expected) {
        on = true;
        warmUp = Math.min(WARM_UP, expected / 4);
        operations = Optional.of(new OperationTimes());
    }

    /** A step begins. */
    void begin() {
        if (!on) {
            return;
        }
        if (steps == warmUp) {
            collectedMillis = collecting();
        }
        looking = steps >= warmUp && looks < MOST_LOOKS && (steps - warmUp) % SPACING == 1;
        operations.ifPresent(OperationTimes::pause); // a step that was broken off
        thisStep.clear();
        phase = "";
        part = Part.REST;
        if (looking) {
            operations.ifPresent(OperationTimes::listen);
        }
        mark = System.nanoTime();
    }

    /** From here on time belongs to {@code next}; returns what it belonged to before. */
    Part to(Part next) {
        Part before = part;
        if (on && before != next) {
            account();
            part = next;
        }
        return before;
    }

    /** From here on time belongs to the turn of this phase; empty: to none. */
    void turn(String next) {
        if (on) {
            account();
            phase = next;
        }
    }

    private void account() {
        long now = System.nanoTime();
        thisStep.merge(new Place(phase, part), now - mark, Long::sum);
        mark = now;
    }

    /** Everyone has moved; what comes now happens beside training. */
    void advanced() {
        to(Part.HOOKS);
        operations.ifPresent(OperationTimes::pause);
    }

    /** A step has ended well. One that has not is not counted. */
    void end() {
        if (!on) {
            return;
        }
        account();
        steps++;
        if (looking) {
            looks++;
            thisStep.remove(new Place("", Part.HOOKS));
            lookedNanos += thisStep.values().stream().mapToLong(Long::longValue).sum();
        } else if (steps > warmUp) {
            counted++;
            thisStep.forEach((place, nanos) -> sums.merge(place, nanos, Long::sum));
        }
    }

    /** What was seen since {@link #start}; empty before it and before a step was counted. */
    public Optional<StepProfile> profile() {
        if (counted == 0) {
            return Optional.empty();
        }
        double perStep = 1e-9 / counted;
        List<StepProfile.Share> shares = new ArrayList<>();
        sums.forEach(
                (place, nanos) ->
                        shares.add(
                                new StepProfile.Share(place.phase, place.part, nanos * perStep)));
        double collected = (collecting() - collectedMillis) / 1e3 / (counted + looks);
        return Optional.of(new StepProfile(counted, shares, collected, closeLook()));
    }

    private Optional<StepProfile.CloseLook> closeLook() {
        if (looks == 0) {
            return Optional.empty();
        }
        OperationTimes heard = operations.orElseThrow();
        double perStep = 1e-9 / looks;
        List<StepProfile.Operation> all = new ArrayList<>();
        heard.sums()
                .forEach(
                        (name, sum) ->
                                all.add(
                                        new StepProfile.Operation(
                                                name,
                                                (double) sum.calls() / looks,
                                                sum.nanos() * perStep)));
        return Optional.of(
                new StepProfile.CloseLook(
                        looks, lookedNanos * perStep, heard.watching() * perStep, all));
    }

    private static long collecting() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }
}
