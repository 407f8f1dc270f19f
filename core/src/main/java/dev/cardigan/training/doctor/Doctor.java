package dev.cardigan.training.doctor;

import dev.cardigan.adversarial.Generative;
import dev.cardigan.adversarial.Scores;
import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Stateful;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.training.Hook;
import dev.cardigan.training.Run;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Examines a run every so many steps and names what is wrong in plain words, with its evidence and
 * one thing to do: {@link Verdict}. Verdicts must persist; {@link Judge} says for how long.
 * Everything it remembers is saved with the run, so that a resumed run gets the same verdicts. It
 * disturbs nothing: no random stream, no statistic, no weight, except where a {@link Healer} is
 * asked to treat.
 *
 * <p>Must come before the hook that drains the log, whose accuracies it reads.
 */
public final class Doctor implements Hook, Stateful, AutoCloseable {

    private static final String FILE = "doctor";
    private static final String SAMPLES = "samples";
    private static final String STEP = "step";
    private static final String EXAMINATIONS = "examinations";
    private static final String HELD = "held";
    private static final String HEALTHY = "lastHealthy";

    private final long every;
    private final Probe probe;
    private final Effort effort;
    private final Healer healer;
    private final Listener listener;
    private Judge judge = new Judge();
    private Optional<Tensor> samples = Optional.empty();
    private String told = judge.last().verdict().title();
    private Signals latest = new Signals(-1, Map.of());
    private long lastHealthy = -1;
    private long nanoseconds;

    /** Who is told. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param changed whether the verdict is another than at the last examination
         */
        void examined(Diagnosis diagnosis, boolean changed);
    }

    private Doctor(Run<?> run, long every, Probe probe, Healer healer, Listener listener) {
        this.every = every;
        this.probe = probe;
        this.effort = Effort.of(run);
        this.healer = healer;
        this.listener = listener;
    }

    /**
     * A doctor for a run that has not begun or is about to be restored.
     *
     * @param every steps between examinations
     * @param randomness of the run; the latents come from its stream {@code doctor}
     * @throws ConfigException if the GAN makes no samples from latents
     */
    public static Doctor of(
            Run<?> run,
            Reference reference,
            long every,
            Randomness randomness,
            Healer healer,
            Listener listener) {
        if (!(run.gan() instanceof Generative gan)) {
            throw new ConfigException(
                    "doctor: this paper's GAN makes no samples from latents, expected one that does; train with --doctor=off");
        }
        Probe probe = Probe.of(run, gan, reference, randomness.stream("doctor"));
        Doctor doctor = new Doctor(run, every, probe, healer, listener);
        run.accompany(FILE, doctor);
        return doctor;
    }

    @Override
    public void after(Run<?> run) {
        if (run.step() % every == 0 && run.step() > Math.max(0, latest.step())) {
            examine(run);
        }
        if ((run.step() + 1) % every == 0) {
            effort.remember();
        }
    }

    private void examine(Run<?> run) {
        long start = System.nanoTime();
        Probe.Found found = Scope.kept(() -> probe.examine(samples));
        samples.ifPresent(Scope::release);
        samples = Optional.of(found.samples());
        Map<Signal, Double> values = new EnumMap<>(Signal.class);
        values.putAll(found.values());
        effort.measure(values);
        Map<String, Double> means = run.log().peek();
        accuracy(means, Scores.ACCURACY_ON_REAL)
                .ifPresent(v -> values.put(Signal.ACCURACY_REAL, v));
        accuracy(means, Scores.ACCURACY_ON_FAKE)
                .ifPresent(v -> values.put(Signal.ACCURACY_FAKE, v));
        latest = new Signals(run.step(), values);
        nanoseconds += System.nanoTime() - start;
        tell(run, judge.after(latest));
    }

    private static OptionalDouble accuracy(Map<String, Double> means, String name) {
        Double value = means.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private void tell(Run<?> run, Diagnosis now) {
        say(now);
        if (!now.verdict().isAlarm()) {
            // What persists later began with the first sign: a state that shows one is no refuge.
            boolean well = !(now.verdict() instanceof Verdict.TooEarly) && !judge.suspects();
            lastHealthy = well ? now.step() : lastHealthy;
            return;
        }
        long healthy = lastHealthy;
        if (healer.treat(run, now, healthy)) {
            // Another course of training begins: what was seen before says nothing about it.
            judge = new Judge();
            samples.ifPresent(Scope::release);
            samples = Optional.empty();
        }
    }

    /** Tells of NaN or infinity that the guard found; the run is back at its last good state. */
    public void notFinite(Run<?> run, String reason) {
        Diagnosis found = new Diagnosis(run.step(), new Verdict.NotFinite(reason), Map.of());
        say(found);
        healer.treat(run, found, run.step());
    }

    private void say(Diagnosis now) {
        boolean changed = !now.verdict().title().equals(told);
        told = now.verdict().title();
        listener.examined(now, changed);
    }

    /** The last verdict. */
    public Diagnosis diagnosis() {
        return judge.last();
    }

    /** What was measured at this step; empty when the doctor did not look then. */
    public Optional<Signals> at(long step) {
        return latest.step() == step ? Optional.of(latest) : Optional.empty();
    }

    /** Time spent on examinations. */
    public double seconds() {
        return nanoseconds / 1e9;
    }

    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        state.put(EXAMINATIONS, Tensor.of(new long[] {judge.examinations()}, 1));
        state.put(HELD, Tensor.of(new long[] {judge.held()}, 1));
        state.put(HEALTHY, Tensor.of(new long[] {lastHealthy}, 1));
        state.put(STEP, Tensor.of(new long[] {latest.step()}, 1));
        samples.ifPresent(kept -> state.put(SAMPLES, kept));
        for (Signals signals : judge.recent()) {
            signals.values()
                    .forEach(
                            (signal, value) ->
                                    state.put(
                                            "%012d/%s".formatted(signals.step(), signal.title()),
                                            Tensor.of(new double[] {value}, 1)));
        }
        return state;
    }

    @Override
    public void restore(Map<String, Tensor> saved) {
        samples.ifPresent(Scope::release);
        samples = Optional.ofNullable(saved.get(SAMPLES)).map(Doctor::copy);
        Map<Long, Map<Signal, Double>> seen = new TreeMap<>();
        saved.forEach(
                (name, value) -> {
                    int slash = name.indexOf('/');
                    if (slash > 0) {
                        seen.computeIfAbsent(
                                        Long.parseLong(name.substring(0, slash)),
                                        unused -> new EnumMap<>(Signal.class))
                                .put(Signal.saved(name.substring(slash + 1)), value.item());
                    }
                });
        List<Signals> recent =
                seen.entrySet().stream()
                        .map(entry -> new Signals(entry.getKey(), entry.getValue()))
                        .toList();
        judge =
                Judge.restoredFrom(
                        recent,
                        (int) number(saved, EXAMINATIONS, 0),
                        (int) number(saved, HELD, -1));
        told = judge.last().verdict().title();
        lastHealthy = number(saved, HEALTHY, -1);
        latest = new Signals(number(saved, STEP, -1), Map.of());
    }

    private static Tensor copy(Tensor saved) {
        return Scope.kept(() -> saved.clone(true));
    }

    private static long number(Map<String, Tensor> saved, String name, long otherwise) {
        Tensor found = saved.get(name);
        return found == null ? otherwise : found.toLongs()[0];
    }

    @Override
    public void close() {
        samples.ifPresent(Scope::release);
        probe.close();
    }
}
