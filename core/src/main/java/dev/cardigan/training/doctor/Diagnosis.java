package dev.cardigan.training.doctor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A verdict with the numbers it rests on.
 *
 * @param step at which it was made
 * @param evidence the signals it rests on, as last measured
 */
public record Diagnosis(long step, Verdict verdict, Map<Signal, Double> evidence) {

    public Diagnosis {
        evidence = Map.copyOf(evidence);
    }

    static Diagnosis of(Verdict verdict, Signals last, List<Signal> rests) {
        Map<Signal, Double> evidence = new LinkedHashMap<>();
        rests.forEach(signal -> last.get(signal).ifPresent(value -> evidence.put(signal, value)));
        return new Diagnosis(last.step(), verdict, evidence);
    }

    /** The evidence in words, one part per signal in their order. */
    public List<String> evidenceInWords() {
        return evidence.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey().inWords(entry.getValue()))
                .toList();
    }

    /** One line: step, verdict, evidence, what to do. */
    public String line() {
        String numbers = evidenceInWords().stream().collect(Collectors.joining("; "));
        return "step %d, %s%s%s"
                .formatted(
                        step,
                        verdict.title(),
                        numbers.isEmpty() ? "" : ": " + numbers,
                        verdict.action().isEmpty() ? "" : ". To do: " + verdict.action());
    }

    /** As a tree for programs. */
    public Map<String, Object> tree() {
        Map<String, Object> numbers = new LinkedHashMap<>();
        evidence.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> numbers.put(entry.getKey().title(), entry.getValue()));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("step", step);
        tree.put("verdict", verdict.title());
        tree.put("alarm", verdict.isAlarm());
        tree.put("sentence", verdict.sentence());
        tree.put("evidence", numbers);
        tree.put("action", verdict.action());
        return tree;
    }
}
