package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The help of every verb, read as a newcomer reads it. */
class HelpTest {

    /** Every verb and those below it, as they are typed. */
    static Stream<String> verbs() {
        List<String> verbs = new ArrayList<>(List.of(""));
        collect(Main.commandLine(new Main()), "", verbs);
        return verbs.stream();
    }

    private static void collect(CommandLine above, String path, List<String> verbs) {
        above.getSubcommands()
                .forEach(
                        (name, command) -> {
                            verbs.add(path + name);
                            collect(command, path + name + " ", verbs);
                        });
    }

    private static CommandLine command(String verb) {
        CommandLine command = Main.commandLine(new Main());
        for (String word : words(verb)) {
            command = command.getSubcommands().get(word);
        }
        return command;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }

    private static String help(CommandLine command) {
        StringWriter out = new StringWriter();
        command.usage(new PrintWriter(out, true));
        return out.toString();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void linesEndBetweenWordsOnly(String verb) {
        CommandLine command = command(verb);
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        List<String> texts = new ArrayList<>(List.of(usage.description()));
        texts.addAll(List.of(usage.footer()));
        for (ArgSpec option : command.getCommandSpec().args()) {
            texts.addAll(List.of(option.description()));
        }
        List<String> written =
                texts.stream()
                        .filter(text -> !text.contains("${"))
                        .map(text -> text.replace("%%", "%"))
                        .flatMap(text -> words(text).stream())
                        .toList();
        String help = help(command);
        assertThat(Set.copyOf(words(help))).containsAll(written);
        assertThat(help.chars()).noneMatch(sign -> sign >= 0xe000);
        assertThat(help.lines()).noneMatch(line -> line.matches(".*\\[,|\\s*\\[,.*"));
    }

    /** What the list of verbs shows of each is the first line of its description. */
    @ParameterizedTest
    @MethodSource("verbs")
    void theFirstLineIsASentence(String verb) {
        UsageMessageSpec usage = command(verb).getCommandSpec().usageMessage();
        String[] first = usage.header().length > 0 ? usage.header() : usage.description();
        assertThat(first[0]).matches(".*(\\.|completion\\))");
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void examplesAreCommands(String verb) {
        help(command(verb))
                .lines()
                .filter(line -> line.startsWith("  cardigan "))
                .map(line -> line.strip().split("\\s{2,}")[0])
                .map(line -> words(line).stream().skip(1).toArray(String[]::new))
                .forEach(HelpTest::parse);
    }

    private static void parse(String... example) {
        assertThat(Main.commandLine(new Main()).parseArgs(example).errors())
                .as(String.join(" ", example))
                .isEmpty();
    }
}
