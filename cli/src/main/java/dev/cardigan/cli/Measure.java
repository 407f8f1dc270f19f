package dev.cardigan.cli;

import dev.cardigan.config.Nearest;
import dev.cardigan.error.ConfigException;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A number that says how a finished run turned out. To add one, add a line to {@link #ALL}.
 *
 * @param name as written in study files
 * @param what one sentence
 * @param ofModes whether the data must have modes that can be counted
 * @param of from a run to the number; NaN where it has no meaning
 */
record Measure(String name, String what, boolean ofModes, ToDoubleFunction<Subject> of) {

    /** Every measure there is. */
    static final List<Measure> ALL =
            List.of(
                    new Measure(
                            "modes",
                            "modes of the law with a sample within 3 sigma (toy data)",
                            true,
                            subject -> subject.coverage().modes()),
                    new Measure(
                            "highQuality",
                            "share of samples within 3 sigma of a mode (toy data)",
                            true,
                            subject -> subject.coverage().highQualityShare()),
                    new Measure(
                            "reverseKl",
                            "KL of the shares of the modes from an even spread, nats (toy data)",
                            true,
                            subject -> subject.coverage().reverseKullbackLeibler()),
                    new Measure(
                            "verdict",
                            "1 where the doctor's last word is no alarm, else 0",
                            false,
                            Subject::endsWell),
                    new Measure("seconds", "time of training", false, Subject::seconds));

    /**
     * @throws ConfigException if there is none of this name
     */
    static Measure named(String name) {
        List<String> names = ALL.stream().map(Measure::name).toList();
        return ALL.stream()
                .filter(measure -> measure.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ConfigException(
                                        "measures: unknown measure '%s'%s; there are %s"
                                                .formatted(
                                                        name,
                                                        Nearest.to(name, names)
                                                                .map(
                                                                        near ->
                                                                                ", did you mean '"
                                                                                        + near
                                                                                        + "'?")
                                                                .orElse(""),
                                                        String.join(", ", names))));
    }
}
