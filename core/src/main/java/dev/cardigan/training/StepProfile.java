package dev.cardigan.training;

import dev.cardigan.tensor.OperationTimes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where the time of training steps went. All times are seconds of wall-clock time per step.
 *
 * @param steps how many were counted
 * @param shares by phase and part, in the order in which they first came
 * @param collecting in which the JVM collected garbage; part of the others
 * @param closeLook by operation, on other steps than those counted; absent where the run was short
 */
public record StepProfile(
        long steps, List<Share> shares, double collecting, Optional<CloseLook> closeLook) {

    public StepProfile {
        shares = List.copyOf(shares);
    }

    /**
     * @param phase whose turn it was; empty between turns
     */
    public record Share(String phase, StepClock.Part part, double seconds) {}

    /**
     * @param calls per step
     * @param seconds in it, less what it called
     */
    public record Operation(String name, double calls, double seconds) {}

    /**
     * Steps that were looked at closely, which makes them longer; without the hooks after them.
     *
     * @param steps how many
     * @param seconds of such a step
     * @param watching what looking took, as far as it can be told apart
     * @param operations all of them, the longest first
     */
    public record CloseLook(
            long steps, double seconds, double watching, List<Operation> operations) {

        public CloseLook {
            operations =
                    operations.stream()
                            .sorted(Comparator.comparingDouble(Operation::seconds).reversed())
                            .toList();
        }

        /** In the engine's operations, the way from Java into them and back included. */
        public double engine() {
            return sum() - freeing() - waiting();
        }

        /** Freeing native objects. */
        public double freeing() {
            return of(OperationTimes.FREEING);
        }

        /** Standing still until data was there. */
        public double waiting() {
            return of(OperationTimes.WAITING);
        }

        private double of(String name) {
            return operations.stream()
                    .filter(each -> each.name().equals(name))
                    .mapToDouble(Operation::seconds)
                    .sum();
        }

        /** In Java: all that is neither an operation nor freeing nor waiting nor looking. */
        public double java() {
            return Math.max(0, seconds - watching - sum());
        }

        private double sum() {
            return operations.stream().mapToDouble(Operation::seconds).sum();
        }
    }

    /** Of a whole step. */
    public double seconds() {
        return shares.stream().mapToDouble(Share::seconds).sum();
    }
}
