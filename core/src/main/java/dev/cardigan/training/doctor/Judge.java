package dev.cardigan.training.doctor;

import static dev.cardigan.training.doctor.Signal.*;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * From signals to a verdict. A disease is named only when its signs were there at each of the last
 * examinations: {@value #PERSISTENCE} of them for those that do not pass by themselves, {@value
 * #LONG_PERSISTENCE} for those that a healthy GAN can show for a while, and those not before
 * examination {@value #SETTLED}, because every GAN starts poor and one-sided. The same number of
 * clean examinations takes a verdict back.
 */
public final class Judge {

    /** Examinations that must agree. */
    public static final int PERSISTENCE = 3;

    /** Examinations that must agree where a healthy GAN can look so for a while. */
    public static final int LONG_PERSISTENCE = 4;

    /** Examinations before which poor samples mean nothing. */
    public static final int SETTLED = 8;

    /** How far back {@link #restoredFrom} must see. */
    static final int MEMORY = SETTLED;

    private static final double SAME = 0.05;
    private static final double CLOSED = 0.9;
    private static final double GUESSING = 0.1;

    /** Of the norm of the weights; eight papers were seen to stay below 0.015. */
    private static final double LARGE_STEP = 0.02;

    /** A sign that must persist, what it is called, and the signals it rests on. */
    private record Sign(
            int persistence,
            boolean fromTheStart,
            Predicate<Signals> shows,
            Function<Signals, Verdict> verdict,
            List<Signal> rests) {}

    private static final List<Sign> SIGNS =
            List.of(
                    new Sign(
                            PERSISTENCE,
                            true,
                            now -> now.atLeast(DEAD, CLOSED) && !isSilent(now),
                            now -> new Verdict.DeadUnits(),
                            List.of(DEAD, DIVERSITY, GENERATOR_GRADIENT)),
                    new Sign(
                            PERSISTENCE,
                            true,
                            Judge::stepsAreTooLarge,
                            now -> new Verdict.Oscillation(faster(now)),
                            List.of(GENERATOR_UPDATE, DISCRIMINATOR_UPDATE, DRIFT, GAP)),
                    new Sign(
                            PERSISTENCE,
                            true,
                            Judge::isSilent,
                            now -> new Verdict.VanishingGradient(),
                            List.of(GENERATOR_GRADIENT, ACCURACY_REAL, ACCURACY_FAKE, GAP)),
                    new Sign(
                            PERSISTENCE,
                            false,
                            now -> now.atMost(DIVERSITY, SAME) || now.atMost(MODES, 1),
                            now -> new Verdict.Collapse(true, modes(now)),
                            List.of(DIVERSITY, NEIGHBOUR, COVERAGE, MODES, ALL_MODES)),
                    new Sign(
                            LONG_PERSISTENCE,
                            false,
                            Judge::leavesMuchOut,
                            now -> new Verdict.Collapse(false, modes(now)),
                            List.of(DIVERSITY, NEIGHBOUR, COVERAGE, MODES, ALL_MODES)),
                    new Sign(
                            PERSISTENCE,
                            false,
                            now -> now.atMost(CLASS_MATCH, 0.34) && now.atLeast(CLASS_SPREAD, 0.6),
                            now -> new Verdict.WrongLabels(),
                            List.of(CLASS_MATCH, CLASS_SPREAD)),
                    new Sign(
                            PERSISTENCE,
                            false,
                            Judge::knowsByHeart,
                            now -> new Verdict.Memorising(),
                            List.of(OVERFIT, GAP, SIGN_REAL, NOVELTY)),
                    new Sign(
                            LONG_PERSISTENCE,
                            false,
                            Judge::isAlwaysRight,
                            now -> new Verdict.DiscriminatorWon(),
                            List.of(ACCURACY_REAL, ACCURACY_FAKE, GAP, COVERAGE)),
                    new Sign(
                            LONG_PERSISTENCE,
                            false,
                            now -> now.atMost(ACCURACY_FAKE, 0.15) && now.atMost(COVERAGE, 0.2),
                            now -> new Verdict.GeneratorWon(),
                            List.of(ACCURACY_REAL, ACCURACY_FAKE, COVERAGE)),
                    new Sign(
                            PERSISTENCE,
                            false,
                            Judge::isEven,
                            now -> new Verdict.AtEquilibrium(),
                            List.of(ACCURACY_REAL, ACCURACY_FAKE, DRIFT, COVERAGE)));

    private final Deque<Signals> recent = new ArrayDeque<>();
    private int examinations;

    /** Place of the sign behind an alarm that stands; -1 for none. */
    private int held = -1;

    private Diagnosis last = new Diagnosis(0, new Verdict.TooEarly(), Map.of());

    /** Takes one more examination into account. */
    public Diagnosis after(Signals now) {
        examinations++;
        recent.addLast(now);
        while (recent.size() > MEMORY) {
            recent.removeFirst();
        }
        last = judged(now);
        return last;
    }

    private Diagnosis judged(Signals now) {
        int found = found();
        if (found >= 0) {
            Sign sign = SIGNS.get(found);
            Verdict verdict = sign.verdict().apply(now);
            held = verdict.isAlarm() ? found : -1;
            return Diagnosis.of(verdict, now, sign.rests());
        }
        held = -1;
        Verdict calm = examinations < SETTLED ? new Verdict.TooEarly() : new Verdict.Healthy();
        return Diagnosis.of(calm, now, List.of(DIVERSITY, COVERAGE, MODES));
    }

    /** The first sign that persists, else the one behind an alarm that has not passed yet. */
    private int found() {
        for (int i = 0; i < SIGNS.size(); i++) {
            boolean mayBe = SIGNS.get(i).fromTheStart() || examinations >= SETTLED;
            if (mayBe && persists(SIGNS.get(i))) {
                return i;
            }
        }
        boolean passed =
                held < 0
                        || recent.stream()
                                .skip(Math.max(0, recent.size() - PERSISTENCE))
                                .noneMatch(SIGNS.get(held).shows());
        return passed ? -1 : held;
    }

    private boolean persists(Sign sign) {
        if (recent.size() < sign.persistence()) {
            return false;
        }
        return recent.stream().skip(recent.size() - sign.persistence()).allMatch(sign.shows());
    }

    private static boolean isSilent(Signals now) {
        return now.atMost(GENERATOR_GRADIENT, 1e-6);
    }

    private static boolean stepsAreTooLarge(Signals now) {
        return now.atLeast(GENERATOR_UPDATE, LARGE_STEP)
                || now.atLeast(DISCRIMINATOR_UPDATE, LARGE_STEP);
    }

    private static String faster(Signals now) {
        double generator = now.get(GENERATOR_UPDATE).orElse(0);
        return generator > now.get(DISCRIMINATOR_UPDATE).orElse(0) ? "generator" : "discriminator";
    }

    private static OptionalInt modes(Signals now) {
        return now.get(MODES).isPresent()
                ? OptionalInt.of((int) now.get(MODES).getAsDouble())
                : OptionalInt.empty();
    }

    private static boolean leavesMuchOut(Signals now) {
        boolean fewModes =
                now.get(MODES).isPresent()
                        && now.get(MODES).getAsDouble() <= now.get(ALL_MODES).orElse(0) / 2;
        return fewModes || (now.atMost(NEIGHBOUR, 0.1) && now.atMost(COVERAGE, 0.25));
    }

    private static boolean knowsByHeart(Signals now) {
        boolean discriminator =
                now.atLeast(OVERFIT, 0.7) && now.atLeast(SIGN_REAL, 0.8) && now.atLeast(GAP, 0.5);
        // A mode of toy data that is drawn too narrow lies near its training samples as well.
        boolean generator = now.atMost(NOVELTY, 0.6) && now.atLeast(DIVERSITY, 0.5);
        return discriminator || (generator && now.get(MODES).isEmpty());
    }

    private static boolean isAlwaysRight(Signals now) {
        boolean right = now.atLeast(ACCURACY_REAL, 0.99) && now.atLeast(ACCURACY_FAKE, 0.99);
        return right && now.atLeast(GAP, 5) && now.atMost(COVERAGE, 0.05);
    }

    private static boolean isEven(Signals now) {
        return Math.abs(now.get(ACCURACY_REAL).orElse(1) - 0.5) < GUESSING
                && Math.abs(now.get(ACCURACY_FAKE).orElse(1) - 0.5) < GUESSING
                && now.atMost(DRIFT, 0.1)
                && now.atLeast(COVERAGE, 0.5);
    }

    /** Whether any sign of a disease shows now, persisting or not. */
    boolean suspects() {
        Signals now = recent.getLast();
        return SIGNS.stream()
                .filter(sign -> sign.shows().test(now))
                .anyMatch(sign -> sign.verdict().apply(now).isAlarm());
    }

    public Diagnosis last() {
        return last;
    }

    /** The examinations it still remembers, oldest first. */
    List<Signals> recent() {
        return List.copyOf(recent);
    }

    int examinations() {
        return examinations;
    }

    int held() {
        return held;
    }

    /** A judge that has seen these, the last of so many. */
    static Judge restoredFrom(List<Signals> recent, int examinations, int held) {
        Judge judge = new Judge();
        judge.recent.addAll(recent);
        judge.examinations = examinations;
        judge.held = held;
        if (!recent.isEmpty()) {
            judge.last = judge.judged(recent.get(recent.size() - 1));
        }
        return judge;
    }
}
