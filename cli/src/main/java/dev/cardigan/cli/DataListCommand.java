package dev.cardigan.cli;

import dev.cardigan.config.Json;
import dev.cardigan.data.Digits;
import dev.cardigan.data.DownloadSet;
import dev.cardigan.data.Toy2d;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the data sets that have names. */
@Command(name = "list", description = "List built-in data and sets that can be fetched.")
final class DataListCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    /**
     * @param size in words
     */
    private record Entry(String name, String kind, String what, String size, String license) {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(
                    Json.writeString(
                            Map.of(
                                    "data",
                                    entries().stream().map(DataListCommand::tree).toList())));
        } else {
            entries().forEach(entry -> print(out, entry));
            out.println("\nand any folder or zip of pictures, and IDX files");
        }
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, Entry entry) {
        out.printf("%-22s %s%n", entry.name(), entry.what());
        out.printf("%-22s %s; %s%n", "", entry.size(), entry.license());
    }

    private static List<Entry> entries() {
        String own = "part of Cardigan, Apache-2.0";
        List<Entry> entries = new ArrayList<>();
        Digits digits = Digits.of(32);
        entries.add(
                new Entry(
                        Digits.NAME,
                        "builtin",
                        "digits drawn by our own strokes, 10 classes",
                        "%,d pictures, side as asked for".formatted(digits.size()),
                        own));
        for (String name : Toy2d.NAMES) {
            Toy2d toy = Toy2d.of(name, 0);
            entries.add(
                    new Entry(
                            toy.name(),
                            "builtin",
                            "points in %d dimensions, %d modes"
                                    .formatted(toy.shape().channels(), toy.classes().size()),
                            "%,d points".formatted(toy.size()),
                            own));
        }
        for (String name : DownloadSet.names()) {
            DownloadSet set = DownloadSet.named(name);
            entries.add(
                    new Entry(
                            name,
                            "download",
                            set.title(),
                            "%d classes, %d files, fetched with 'cardigan data fetch %s'"
                                    .formatted(set.classes().size(), set.files().size(), name),
                            "licence: " + set.license()));
        }
        return entries;
    }

    private static Map<String, Object> tree(Entry entry) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", entry.name());
        tree.put("kind", entry.kind());
        tree.put("what", entry.what());
        tree.put("size", entry.size());
        tree.put("license", entry.license());
        return tree;
    }
}
