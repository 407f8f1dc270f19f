package dev.cardigan.cli;

import dev.cardigan.config.Json;
import dev.cardigan.metric.Score;
import dev.cardigan.report.HumanUnits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How true ways to enlarge are, side by side.
 *
 * @param factor by which pictures were shrunk and enlarged; as many pixels of each border are left
 *     out
 * @param ways their names; bicubic is the first
 * @param texture of patches, where that was asked for
 */
record UpscalingTable(
        String originals,
        int factor,
        List<String> ways,
        List<Row> rows,
        Optional<Patches.Scores> texture) {

    /**
     * @param psnr of luma, dB; infinite where nothing differs
     * @param ssim of luma
     */
    record Likeness(double psnr, double ssim) {}

    /** One picture, by every way. */
    record Row(String picture, List<Likeness> likenesses) {}

    /** A score's name with its protocol: {@code psnr_y_x2_crop2}. */
    private String protocol(String measure) {
        return "%s_y_x%d_crop%d".formatted(measure, factor, factor);
    }

    private Likeness mean(int way) {
        return new Likeness(mean(way, Likeness::psnr), mean(way, Likeness::ssim));
    }

    private double mean(int way, ToDoubleFunction<Likeness> value) {
        return rows.stream()
                .map(row -> row.likenesses().get(way))
                .mapToDouble(value)
                .average()
                .orElseThrow();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                "%s and %s of %s: dB and structural similarity of luma%n%n"
                        .formatted(protocol("psnr"), protocol("ssim"), originals));
        int longest = rows.stream().mapToInt(row -> row.picture().length()).max().orElse(0);
        int wide = Math.max(longest, "kid of patches".length());
        text.append(line(wide, "", ways));
        for (Row row : rows) {
            text.append(line(wide, row.picture(), cells(way -> shown(row.likenesses().get(way)))));
        }
        text.append(line(wide, "mean", cells(way -> shown(mean(way)))));
        text.append(line(wide, "above bicubic", cells(this::gain)));
        texture.ifPresent(scores -> append(text, wide, scores));
        return text.toString().stripTrailing();
    }

    private List<String> cells(Function<Integer, String> cell) {
        return IntStream.range(0, ways.size()).boxed().map(cell).toList();
    }

    private String line(int wide, String name, List<String> cells) {
        StringBuilder line = new StringBuilder("%-" + wide + "s");
        List<Object> all = new ArrayList<>(List.of(name));
        for (int way = 0; way < cells.size(); way++) {
            line.append("  %").append(Math.max(15, ways.get(way).length())).append("s");
            all.add(cells.get(way));
        }
        return line.append("%n").toString().formatted(all.toArray());
    }

    private static String shown(Likeness likeness) {
        return "%.2f  %.4f".formatted(likeness.psnr(), likeness.ssim());
    }

    private String gain(int way) {
        Likeness bicubic = mean(0);
        Likeness own = mean(way);
        return way == 0
                ? ""
                : "%+.2f %+.4f".formatted(own.psnr() - bicubic.psnr(), own.ssim() - bicubic.ssim());
    }

    private void append(StringBuilder text, int wide, Patches.Scores scores) {
        List<Score> first = scores.each().get(0);
        for (int measure = 0; measure < first.size(); measure++) {
            int at = measure;
            text.append(
                    line(
                            wide,
                            first.get(at).measure() + " of patches",
                            cells(
                                    way ->
                                            HumanUnits.number(
                                                    scores.each().get(way).get(at).value()))));
        }
        text.append("%nPatches: %s%n".formatted(scores.stamp().inWords()));
        first.forEach(
                score ->
                        score.warning()
                                .ifPresent(
                                        warning ->
                                                text.append(
                                                        "! %s: %s%n"
                                                                .formatted(
                                                                        score.measure(),
                                                                        warning))));
    }

    String json() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("originals", originals);
        tree.put("factor", factor);
        List<Object> each = new ArrayList<>();
        for (int way = 0; way < ways.size(); way++) {
            each.add(tree(way));
        }
        tree.put("ways", each);
        return Json.writeString(tree);
    }

    private Map<String, Object> tree(int way) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", ways.get(way));
        tree.put(protocol("psnr"), MeasureTable.number(mean(way).psnr()));
        tree.put(protocol("ssim"), mean(way).ssim());
        texture.ifPresent(
                scores ->
                        scores.each()
                                .get(way)
                                .forEach(
                                        score ->
                                                tree.put(
                                                        scores.stamp().name(score.measure()),
                                                        MeasureTable.number(score.value()))));
        List<Object> pictures = new ArrayList<>();
        for (Row row : rows) {
            Likeness likeness = row.likenesses().get(way);
            Map<String, Object> picture = new LinkedHashMap<>();
            picture.put("picture", row.picture());
            picture.put("psnr", MeasureTable.number(likeness.psnr()));
            picture.put("ssim", likeness.ssim());
            pictures.add(picture);
        }
        tree.put("pictures", pictures);
        return tree;
    }
}
