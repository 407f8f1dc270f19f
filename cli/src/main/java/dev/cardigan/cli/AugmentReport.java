package dev.cardigan.cli;

import dev.cardigan.config.Json;
import dev.cardigan.error.StorageException;
import dev.cardigan.report.HumanUnits;
import dev.cardigan.report.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The findings of an augmentation study as text, JSON and a page with pictures. */
record AugmentReport(AugmentPlan plan, AugmentData data, List<AugmentFindings> findings) {

    /** Writes {@code report.txt}, {@code report.json} and {@code report.html}. */
    void write() {
        Path out = plan.out();
        try {
            Files.writeString(out.resolve("report.txt"), text());
            Files.writeString(out.resolve("report.json"), Json.writeString(tree()));
        } catch (IOException failure) {
            throw new StorageException(
                    "%s: the report cannot be written (%s); choose another --out"
                            .formatted(out, failure),
                    failure);
        }
        page();
    }

    String text() {
        StringBuilder text = new StringBuilder(introduction()).append("\n");
        for (AugmentFindings found : findings) {
            text.append("\n%d training pictures a class%n%n".formatted(found.perClass()));
            table(text, found);
            text.append('\n');
            for (AugmentFindings.Comparison comparison : AugmentFindings.COMPARISONS) {
                text.append(found.sentence(comparison)).append('\n');
            }
            text.append(found.asAskedFor()).append('\n');
            text.append(found.copies()).append('\n');
        }
        return text.toString();
    }

    private static void table(StringBuilder text, AugmentFindings found) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(found.header());
        lines.addAll(found.rows());
        for (List<String> line : lines) {
            text.append(String.format(Locale.ROOT, "  %-30s", line.get(0)));
            line.stream()
                    .skip(1)
                    .forEach(each -> text.append(String.format(Locale.ROOT, "%10s", each)));
            text.append('\n');
        }
    }

    private String introduction() {
        return "Does it help to enlarge %s with pictures of a GAN (%s, %s steps)? Classifiers were trained on %s pictures a class and on %d generated ones a class, and tested on %,d held-out real pictures. Each seed has training pictures, a GAN and classifiers of its own; every classifier gets the same %d updates. A gain below %.1f points counts as none. Intervals hold for other training pictures, GANs and classifiers, and for other test pictures. All of it took %s."
                .formatted(
                        data.source().set().name(),
                        plan.recipe().name(),
                        plan.settings().text("steps").orElse("its own number of"),
                        String.join(" or ", plan.perClass().stream().map(String::valueOf).toList()),
                        plan.synthetic(),
                        data.heldOut().length,
                        plan.classifier().steps(),
                        100 * plan.worthwhile(),
                        HumanUnits.duration(seconds()));
    }

    private double seconds() {
        return findings.stream()
                .flatMap(found -> found.cells().stream())
                .mapToDouble(AugmentCell::seconds)
                .sum();
    }

    private Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("data", plan.data());
        tree.put("fingerprint", data.source().set().fingerprint());
        tree.put("paper", plan.recipe().name());
        tree.put("steps", plan.settings().text("steps").orElse(""));
        tree.put("perClass", plan.perClass());
        tree.put("seeds", plan.seeds());
        tree.put("synthetic", plan.synthetic());
        tree.put("heldOut", data.heldOut().length);
        tree.put("classical", plan.classical().moves().stream().map(Enum::name).toList());
        tree.put("classifier", plan.classifier().toString());
        tree.put("worthwhile", plan.worthwhile());
        tree.put("seconds", seconds());
        tree.put("cardigan", Version.cardigan());
        tree.put("findings", findings.stream().map(AugmentFindings::tree).toList());
        return tree;
    }

    private void page() {
        Page page = Page.of("Augmentation of " + data.source().set().name());
        page.sentence(introduction());
        for (AugmentFindings found : findings) {
            page.heading(found.perClass() + " training pictures a class");
            for (AugmentFindings.Comparison comparison : AugmentFindings.COMPARISONS) {
                page.sentence(found.sentence(comparison));
            }
            page.table(found.header(), found.rows());
            page.sentence(found.asAskedFor());
            page.sentence(found.copies());
            AugmentCell first = found.cells().get(0);
            page.picture(
                    "Generated pictures, a class a row (seed %d)".formatted(first.seed()),
                    first.pictures());
            page.picture(
                    "The generated pictures nearest to a training picture, and those (seed %d)"
                            .formatted(first.seed()),
                    first.nearest());
        }
        page.write(plan.out().resolve("report.html"), "Cardigan " + Version.cardigan());
    }
}
