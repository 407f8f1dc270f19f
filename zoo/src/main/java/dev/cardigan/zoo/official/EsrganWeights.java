package dev.cardigan.zoo.official;

import dev.cardigan.data.SampleShape;
import dev.cardigan.error.CheckpointException;
import dev.cardigan.zoo.block.OfficialNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * ESRGAN's generator with the names of https://github.com/xinntao/ESRGAN, of its first version, and
 * of https://github.com/XPixelGroup/BasicSR, which Real-ESRGAN has too. It takes and makes pictures
 * in 0 to 1.
 */
final class EsrganWeights implements WeightFormat {

    private static final int SIDE = 96;

    /** Of the first version: behind the trunk, layers of a doubling are three apart. */
    private static final int DOUBLING = 3;

    /**
     * One way of naming.
     *
     * @param marker a weight that only it has: the first of the first dense block
     * @param group the same of any group
     * @param first the first convolution
     * @param last the last one
     * @param doublings how often sides double
     */
    private record Way(
            String marker,
            String group,
            String first,
            String last,
            int doublings,
            OfficialNames names) {}

    @Override
    public Set<String> papers() {
        return Set.of("esrgan");
    }

    @Override
    public Found find(Shapes file, String paper, OptionalInt side) {
        for (Way way : List.of(usual(), later())) {
            if (!file.before(way.marker()).isEmpty()) {
                return found(file, way, side);
            }
        }
        Way marked = early(0, 0);
        List<String> prefixes = file.before(marked.marker());
        if (prefixes.isEmpty()) {
            throw WeightFormat.none(file, "ESRGAN", usual().marker());
        }
        String prefix = prefixes.get(0);
        int doublings = 0;
        while (file.has(prefix + "model." + DOUBLING * (doublings + 1) + ".weight")) {
            doublings++;
        }
        return found(file, early(file.count(prefix + marked.group()), doublings), side);
    }

    private static Found found(Shapes file, Way way, OptionalInt side) {
        List<String> prefixes = file.before(way.marker());
        List<Part> parts = new ArrayList<>();
        for (boolean averaged : new boolean[] {false, true}) {
            WeightFormat.chosen(prefixes, averaged)
                    .ifPresent(each -> parts.add(Part.of(each, "generator.inner.", way.names())));
        }
        String prefix = parts.get(0).prefix();
        int channels = channels(file, prefix, way);
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("factor", 1 << way.doublings());
        settings.put("width", file.size(prefix + way.first(), 0));
        settings.put("blocks", file.count(prefix + way.group()));
        settings.put("growth", file.size(prefix + way.marker(), 0));
        settings.put("convention", Map.of("range", "unit"));
        int pixels = side.orElse(SIDE);
        return new Found(
                "esrgan",
                new SampleShape(channels, pixels, pixels),
                false,
                0,
                settings,
                parts,
                Set.of("the discriminator"),
                List.of("The generator sees pictures in 0 to 1, as these weights expect."));
    }

    private static int channels(Shapes file, String prefix, Way way) {
        int in = file.whole(prefix + way.first(), 1);
        int out = file.whole(prefix + way.last(), 0);
        if (in != out) {
            throw new CheckpointException(
                    "%s: its first convolution takes %d channels and its last makes %d: a network that shuffles pixels first, as Real-ESRGAN's for factor 2 and 1; Cardigan's esrgan does not"
                            .formatted(file.file(), in, out));
        }
        return in;
    }

    private static OfficialNames dense(String group, String block, String convolution) {
        OfficialNames names = TorchNames.PLAIN;
        for (int i = 0; i < 3; i++) {
            names =
                    names.and(
                            "^trunk\\.(\\d+)\\.blocks\\." + i + "\\.",
                            group + "." + block + (i + 1) + ".");
        }
        for (int i = 0; i < 5; i++) {
            names = names.and("\\.convolutions\\." + i + "\\.", convolution.formatted(i + 1));
        }
        return names;
    }

    private static Way usual() {
        OfficialNames names =
                dense("RRDB_trunk.$1", "RDB", ".conv%d.")
                        .and("^trunkEnd\\.", "trunk_conv.")
                        .and("^large\\.", "HRconv.")
                        .and("^doublings\\.0\\.", "upconv1.")
                        .and("^doublings\\.1\\.", "upconv2.");
        return new Way(
                "RRDB_trunk.0.RDB1.conv1.weight",
                "RRDB_trunk.%d.RDB1.conv1.weight",
                "conv_first.weight",
                "conv_last.weight",
                2,
                ends(names));
    }

    private static Way later() {
        OfficialNames names =
                dense("body.$1", "rdb", ".conv%d.")
                        .and("^trunkEnd\\.", "conv_body.")
                        .and("^large\\.", "conv_hr.")
                        .and("^doublings\\.0\\.", "conv_up1.")
                        .and("^doublings\\.1\\.", "conv_up2.");
        return new Way(
                "body.0.rdb1.conv1.weight",
                "body.%d.rdb1.conv1.weight",
                "conv_first.weight",
                "conv_last.weight",
                2,
                ends(names));
    }

    private static OfficialNames ends(OfficialNames names) {
        return names.and("^first\\.", "conv_first.").and("^last\\.", "conv_last.");
    }

    /** The trunk is layer 1; what follows has numbers that depend on how often sides double. */
    private static Way early(int groups, int doublings) {
        int large = DOUBLING * doublings + 2;
        OfficialNames names =
                dense("model.1.sub.$1", "RDB", ".conv%d.0.")
                        .and("^trunkEnd\\.", "model.1.sub." + groups + ".")
                        .and("^first\\.", "model.0.")
                        .and("^large\\.", "model." + large + ".")
                        .and("^last\\.", "model." + (large + 2) + ".");
        for (int i = 0; i < doublings; i++) {
            names = names.and("^doublings\\." + i + "\\.", "model." + DOUBLING * (i + 1) + ".");
        }
        return new Way(
                "model.1.sub.0.RDB1.conv1.0.weight",
                "model.1.sub.%d.RDB1.conv1.0.weight",
                "model.0.weight",
                "model." + (large + 2) + ".weight",
                doublings,
                names);
    }
}
