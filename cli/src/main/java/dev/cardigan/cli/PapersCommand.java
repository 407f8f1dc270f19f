package dev.cardigan.cli;

import dev.cardigan.config.Describe;
import dev.cardigan.config.Json;
import dev.cardigan.config.Nearest;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.ConfigException;
import dev.cardigan.zoo.Recipe;
import dev.cardigan.zoo.Zoo;
import dev.cardigan.zoo.block.Cures;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what can be trained. */
@Command(
        name = "papers",
        description = "List the papers that can be trained, or tell all about one.")
final class PapersCommand implements Callable<Integer> {

    /** What settings are shown for where they depend on the data. */
    private static final Recipe.Sample USUAL = new Recipe.Sample(new SampleShape(1, 32, 32), 10);

    /** Settings of a run that have a list of their own. */
    private static final Set<String> ELSEWHERE = Set.of("model", "cures");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description = "A name of the list, such as dcgan.")
    private @Nullable String name;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (name == null) {
            out.print(json ? Json.writeString(list()) : table());
        } else {
            Recipe<?, ?> recipe = named(name);
            out.print(json ? Json.writeString(described(recipe)) : text(recipe));
        }
        out.flush();
        return 0;
    }

    /**
     * @throws ConfigException naming the nearest there is
     */
    static Recipe<?, ?> named(String name) {
        List<String> names = Zoo.recipes().stream().map(Recipe::name).toList();
        return Zoo.find(name)
                .orElseThrow(
                        () ->
                                new ConfigException(
                                        "no paper '%s'%s expected one of %s"
                                                .formatted(
                                                        name,
                                                        Nearest.to(name, names)
                                                                .map(
                                                                        near ->
                                                                                "; did you mean '"
                                                                                        + near
                                                                                        + "'?")
                                                                .orElse(";"),
                                                        String.join(", ", names))));
    }

    private static String table() {
        StringBuilder text = new StringBuilder();
        int width = Zoo.recipes().stream().mapToInt(each -> each.name().length()).max().orElse(0);
        for (Recipe<?, ?> recipe : Zoo.recipes()) {
            text.append(
                    ("%-" + width + "s  %d  %s%n")
                            .formatted(
                                    recipe.name(), recipe.paper().year(), recipe.paper().title()));
            text.append(" ".repeat(width + 8)).append(recipe.what()).append('\n');
        }
        return text.append("\n'cardigan papers NAME' tells all about one.\n").toString();
    }

    private static String text(Recipe<?, ?> recipe) {
        return """
               %s: %s
               %s, %d
               %s

               %s
               Expect: %s

               Try
                 %s

               Settings (--set KEY=VALUE, or in a YAML file; defaults for pictures of 32 pixels)

               %s
               Cures of mode collapse (--set cures.KEY=VALUE; none by default; one that does not go
               with this paper is refused with the reason)

               %s
               Settings of the run (--set KEY=VALUE; 'train --help' names those with an option)

               %s"""
                .formatted(
                        recipe.name(),
                        recipe.paper().title(),
                        recipe.paper().authors(),
                        recipe.paper().year(),
                        recipe.paper().link(),
                        recipe.what(),
                        recipe.expect(),
                        example(recipe),
                        Describe.text(keys(recipe)).indent(2),
                        Describe.text(cures()).indent(2),
                        Describe.text(ofTheRun(recipe)).indent(2));
    }

    private static String example(Recipe<?, ?> recipe) {
        return "cardigan train " + recipe.name() + " --data builtin:digits";
    }

    private static List<Describe.Key> keys(Recipe<?, ?> recipe) {
        return Describe.keys(recipe.settings().apply(USUAL), Vocabulary.choices(USUAL));
    }

    private static List<Describe.Key> cures() {
        return Describe.keys(Cures.NONE, Vocabulary.choices(USUAL));
    }

    /** What a run has beside its model and its cures. */
    private static List<Describe.Key> ofTheRun(Recipe<?, ?> recipe) {
        RunSettings defaults =
                RunSettings.of(
                        recipe.settings().apply(USUAL),
                        Session.DEFAULT_DATA,
                        recipe.intake().batchSize());
        return Describe.keys(defaults, Vocabulary.choices(USUAL)).stream()
                .filter(key -> !ELSEWHERE.contains(key.path().split("\\.", 2)[0]))
                .toList();
    }

    private static Map<String, Object> list() {
        return Map.of("papers", Zoo.recipes().stream().map(PapersCommand::summary).toList());
    }

    private static Map<String, Object> summary(Recipe<?, ?> recipe) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", recipe.name());
        tree.put("year", recipe.paper().year());
        tree.put("title", recipe.paper().title());
        tree.put("authors", recipe.paper().authors());
        tree.put("link", recipe.paper().link());
        tree.put("what", recipe.what());
        tree.put("expect", recipe.expect());
        tree.put("labelled", recipe.intake().labelled());
        return tree;
    }

    private static Map<String, Object> described(Recipe<?, ?> recipe) {
        Map<String, Object> tree = summary(recipe);
        tree.put("example", example(recipe));
        tree.put("settings", listed(keys(recipe)));
        tree.put("cures", listed(cures()));
        tree.put("run", listed(ofTheRun(recipe)));
        return tree;
    }

    private static List<Map<String, Object>> listed(List<Describe.Key> keys) {
        return keys.stream().map(PapersCommand::key).toList();
    }

    private static Map<String, Object> key(Describe.Key key) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("key", key.path());
        tree.put("type", key.type());
        tree.put("default", key.standard());
        tree.put("unit", key.unit());
        tree.put("what", key.doc());
        return tree;
    }
}
