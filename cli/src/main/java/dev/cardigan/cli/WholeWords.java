package dev.cardigan.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ScopeType;

/**
 * Help whose lines end between words only. Picocli also ends them after a dot, comma or dash inside
 * a word, such as a setting, a path or an option; while it looks for the ends, letters stand there.
 */
final class WholeWords {

    private static final String BREAKABLE = ".,-=/|+[";

    /** The first of the letters in Unicode's area for private use. */
    private static final char FIRST = '\ue000';

    private WholeWords() {}

    /** The same command line with such help in it and below it. */
    static CommandLine in(CommandLine commandLine) {
        commandLine.setHelpFactory((spec, scheme) -> new Help(hidden(spec), scheme));
        restoreIn(commandLine);
        return commandLine;
    }

    private static void restoreIn(CommandLine commandLine) {
        commandLine
                .getHelpSectionMap()
                .replaceAll(
                        (key, renderer) ->
                                (IHelpSectionRenderer) help -> restored(renderer.render(help)));
        commandLine.getSubcommands().values().forEach(WholeWords::restoreIn);
    }

    private static CommandSpec hidden(CommandSpec spec) {
        UsageMessageSpec usage = spec.usageMessage();
        usage.description(hidden(usage.description()));
        usage.footer(hidden(usage.footer()));
        for (OptionSpec option : List.copyOf(spec.options())) {
            if (option.scopeType() == ScopeType.LOCAL) { // the others stand in subcommands too
                OptionSpec.Builder builder = option.toBuilder();
                spec.remove(option);
                spec.addOption(
                        builder.description(hidden(option.description()))
                                .hideParamSyntax(true)
                                .paramLabel(hidden(label(option)))
                                .build());
            }
        }
        for (PositionalParamSpec parameter : List.copyOf(spec.positionalParameters())) {
            PositionalParamSpec.Builder builder = parameter.toBuilder();
            spec.remove(parameter);
            spec.addPositional(builder.description(hidden(parameter.description())).build());
        }
        return spec;
    }

    /** With all that may follow after a comma: {@code SHARE[,SHARE...]}. */
    private static String label(OptionSpec option) {
        String label = option.paramLabel();
        boolean listed = !option.splitRegex().isEmpty() && !option.hideParamSyntax();
        String all = listed ? "%s[,%s...]".formatted(label, label) : label;
        return all;
    }

    private static String[] hidden(String... texts) {
        return Arrays.stream(texts).map(WholeWords::hidden).toArray(String[]::new);
    }

    /** Those signs hidden that have no space behind them; variables of picocli stay. */
    private static String hidden(String text) {
        StringBuilder hidden = new StringBuilder(text);
        int variable = 0;
        for (int i = 0; i + 1 < text.length(); i++) {
            int sign = BREAKABLE.indexOf(text.charAt(i));
            if (text.startsWith("${", i)) {
                variable++;
            } else if (variable > 0 && text.charAt(i) == '}') {
                variable--;
            } else if (sign >= 0 && variable == 0 && text.charAt(i + 1) != ' ') {
                hidden.setCharAt(i, (char) (FIRST + sign));
            }
        }
        return hidden.toString();
    }

    private static String restored(String text) {
        String restored = text;
        for (int sign = 0; sign < BREAKABLE.length(); sign++) {
            restored = restored.replace((char) (FIRST + sign), BREAKABLE.charAt(sign));
        }
        return restored;
    }
}
