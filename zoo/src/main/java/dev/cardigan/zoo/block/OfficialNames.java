package dev.cardigan.zoo.block;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * From the names of weights here, which are those of record components, to their names in the
 * authors' weight files. What an importer is built on.
 *
 * @param rules applied one after the other, each wherever it matches
 */
public record OfficialNames(List<Rule> rules) {

    /** What is replaced, and by what; {@code $1} is the first group. */
    public record Rule(Pattern pattern, String replacement) {}

    public OfficialNames {
        rules = List.copyOf(rules);
    }

    public static OfficialNames of(String pattern, String replacement) {
        return new OfficialNames(List.of()).and(pattern, replacement);
    }

    /** This with one more rule after the others. */
    public OfficialNames and(String pattern, String replacement) {
        List<Rule> longer = new ArrayList<>(rules);
        longer.add(new Rule(Pattern.compile(pattern), replacement));
        return new OfficialNames(longer);
    }

    /** The authors' name of a weight. */
    public String of(String name) {
        String official = name;
        for (Rule rule : rules) {
            official = rule.pattern().matcher(official).replaceAll(rule.replacement());
        }
        return official;
    }
}
