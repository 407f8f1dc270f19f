package dev.cardigan.cli;

import dev.cardigan.adversarial.Generative;
import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.data.Mixture;
import dev.cardigan.data.Sample;
import dev.cardigan.data.Source;
import dev.cardigan.data.Toy2d;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.training.Hook;
import dev.cardigan.training.Run;
import dev.cardigan.training.doctor.Care;
import dev.cardigan.training.doctor.Diagnosis;
import dev.cardigan.training.doctor.Doctor;
import dev.cardigan.training.doctor.Healer;
import dev.cardigan.training.doctor.Reference;
import dev.cardigan.training.doctor.Remedies;
import dev.cardigan.training.doctor.Signals;
import dev.cardigan.training.doctor.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The doctor beside a run that is trained from the command line: tells each new verdict on the
 * screen and in {@code doctor.jsonl}, and hands its signals to {@code metrics.jsonl}.
 */
final class Watch implements Hook, AutoCloseable {

    private static final int POINTS = 256;
    private static final int PICTURES = 128;
    private static final int MOST_PICTURES = 256;

    private final DoctorLog log;
    private final Screen screen;
    private final Optional<Reference> reference;
    private Optional<Doctor> doctor = Optional.empty();

    private Watch(DoctorLog log, Screen screen, Optional<Reference> reference) {
        this.log = log;
        this.screen = screen;
        this.reference = reference;
    }

    /**
     * @param wayBack for a doctor that may act
     */
    static Watch over(Session session, RunFolder folder, Screen screen, Remedies.WayBack wayBack) {
        RunSettings settings = session.settings();
        if (settings.doctor() == Care.OFF) {
            return new Watch(DoctorLog.in(folder), screen, Optional.empty());
        }
        Optional<String> hindrance = hindrance(session);
        if (hindrance.isPresent()) {
            screen.say("The doctor does not watch this run: " + hindrance.get() + ".");
            return new Watch(DoctorLog.in(folder), screen, Optional.empty());
        }
        Reference reference = Scope.tidy(() -> new Compared(reference(session))).with();
        Watch watch = new Watch(DoctorLog.in(folder), screen, Optional.of(reference));
        Healer healer =
                settings.doctor() == Care.ACT ? new Remedies(wayBack, watch::treated) : Healer.NONE;
        watch.doctor =
                Optional.of(
                        Doctor.of(
                                session.run(),
                                reference,
                                every(settings),
                                new Randomness(settings.seed()),
                                healer,
                                watch::examined));
        return watch;
    }

    private static Optional<String> hindrance(Session session) {
        if (!(session.run().gan() instanceof Generative)) {
            return Optional.of("its GAN makes no samples from latents");
        }
        int present = session.source().set().size();
        return present < Reference.LEAST
                ? Optional.of(
                        "it needs %d samples to compare with, found %d"
                                .formatted(Reference.LEAST, present))
                : Optional.empty();
    }

    private record Compared(Reference with) {}

    /** Examinations fall on lines of metrics.jsonl, which hold the signals. */
    static long every(RunSettings settings) {
        long lines =
                Math.max(
                        1,
                        (settings.doctorEvery() + settings.logEvery() - 1) / settings.logEvery());
        return lines * settings.logEvery();
    }

    private static Reference reference(Session session) {
        Source<?> source = session.source();
        int batch = session.settings().batch();
        int wanted = session.model().shape().isPicture() ? PICTURES : POINTS;
        int most = session.model().shape().isPicture() ? MOST_PICTURES : POINTS;
        int count = Math.min(most, Math.max(wanted, batch) / batch * batch);
        int present = Math.min(count, source.set().size());
        Optional<Sample> heldOut =
                HeldOut.of(source, present).map(held -> session.spread(held, present));
        Optional<Mixture> law =
                source.set() instanceof Toy2d toy ? toy.mixture() : Optional.empty();
        return new Reference(
                session.spread(source, present), heldOut, law, source.set().classes().size());
    }

    @Override
    public void after(Run<?> run) {
        doctor.ifPresent(present -> present.after(run));
    }

    /** NaN or infinity was found, and the run is back at its last good state. */
    void notFinite(Run<?> run, String reason) {
        doctor.ifPresent(present -> present.notFinite(run, reason));
    }

    /** What stands in the line of a step besides what training measures. */
    Map<String, Double> measuredAt(long step) {
        Map<String, Double> values = new LinkedHashMap<>();
        doctor.flatMap(present -> present.at(step))
                .map(Signals::asMeasured)
                .ifPresent(
                        signals -> {
                            values.putAll(signals);
                            boolean alarm = doctor.orElseThrow().diagnosis().verdict().isAlarm();
                            values.put("doctor/alarm", alarm ? 1.0 : 0.0);
                        });
        return values;
    }

    /** Seconds spent on examinations so far. */
    double seconds() {
        return doctor.map(Doctor::seconds).orElse(0.0);
    }

    private void examined(Diagnosis diagnosis, boolean changed) {
        if (!changed || diagnosis.verdict() instanceof Verdict.TooEarly) {
            return;
        }
        screen.say("Doctor: " + diagnosis.line());
        screen.event("verdict", diagnosis.tree());
        log.write(diagnosis.tree());
    }

    private void treated(Diagnosis diagnosis, String done) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", diagnosis.step());
        line.put("treated", diagnosis.verdict().title());
        line.put("done", done);
        screen.say("Doctor: treated %s: %s.".formatted(diagnosis.verdict().title(), done));
        screen.event("treated", line);
        log.write(line);
    }

    @Override
    public void close() {
        doctor.ifPresent(Doctor::close);
        reference.ifPresent(Reference::close);
    }
}
