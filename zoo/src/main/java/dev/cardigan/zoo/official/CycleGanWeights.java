package dev.cardigan.zoo.official;

import dev.cardigan.data.SampleShape;
import dev.cardigan.error.CheckpointException;
import dev.cardigan.zoo.block.OfficialNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * CycleGAN with the names of https://github.com/junyanz/pytorch-CycleGAN-and-pix2pix, which keeps
 * each network in a file of its own: {@code latest_net_G_A.pth} makes pictures in B.
 */
final class CycleGanWeights implements WeightFormat {

    private static final String GENERATOR = "model.10.conv_block.1.weight";
    private static final String JUDGE = "model.0.weight";
    private static final int SIDE = 256;

    /** Where the residual blocks begin. */
    private static final int BLOCKS_AT = 10;

    /** Early files have statistics of instance normalisations, which were never used. */
    private static final Pattern UNUSED =
            Pattern.compile(".*(num_batches_tracked|running_mean|running_var)");

    private static final OfficialNames NAMES = TorchNames.RESIDUAL;

    /** With dropout between its convolutions a block has its second one place further. */
    private static final OfficialNames DROPPING = NAMES.and("conv_block\\.5\\.", "conv_block.6.");

    @Override
    public Set<String> papers() {
        return Set.of("cyclegan");
    }

    @Override
    public Found find(Shapes file, String paper, OptionalInt side) {
        List<String> generators = file.before(GENERATOR);
        if (generators.isEmpty()) {
            throw WeightFormat.none(file, "CycleGAN", GENERATOR);
        }
        List<Part> parts = new ArrayList<>();
        add(parts, withName(generators, "G_B", false), "generators.b.", file);
        add(parts, withName(generators, "G_B", true), "generators.a.", file);
        Set<String> fresh = new LinkedHashSet<>();
        String first = parts.get(0).prefix();
        Map<String, Object> settings = settings(file, first);
        List<String> judges = file.before(JUDGE);
        add(parts, withName(judges, "D_B", false), "judges.b.", file);
        add(parts, withName(judges, "D_B", true), "judges.a.", file);
        judges.stream()
                .findFirst()
                .ifPresent(
                        each -> {
                            settings.put("judgeWidth", file.size(each + JUDGE, 0));
                            settings.put("judgeLayers", layers(file, each));
                        });
        name(parts, fresh);
        int channels = file.whole(first + "model.1.weight", 1);
        int pixels = side.orElse(SIDE);
        return new Found(
                "cyclegan",
                new SampleShape(channels, pixels, pixels),
                false,
                0,
                settings,
                parts,
                fresh,
                List.of());
    }

    /** {@code D_A} judges pictures in B, which {@code G_A} makes. */
    private static List<String> withName(List<String> prefixes, String name, boolean with) {
        return prefixes.stream().filter(prefix -> prefix.contains(name) == with).toList();
    }

    private static void add(List<Part> parts, List<String> prefixes, String network, Shapes file) {
        for (boolean averaged : new boolean[] {false, true}) {
            WeightFormat.chosen(prefixes, averaged)
                    .ifPresent(each -> parts.add(part(file, each, network)));
        }
    }

    private static Part part(Shapes file, String prefix, String network) {
        boolean drops = file.has(prefix + "model.10.conv_block.6.weight");
        return Part.of(prefix, network, drops ? DROPPING : NAMES).ignoring(UNUSED);
    }

    /** Convolutions of a PatchGAN between its first and its last two. */
    static int layers(Shapes file, String prefix) {
        long convolutions =
                file.all().keySet().stream()
                        .filter(name -> name.startsWith(prefix + "model."))
                        .filter(name -> file.axes(name) == 4)
                        .count();
        return Math.toIntExact(convolutions - 2);
    }

    private static void name(List<Part> parts, Set<String> fresh) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("generators.b.", "the generator to b");
        all.put("generators.a.", "the generator to a");
        all.put("judges.b.", "the discriminator of b");
        all.put("judges.a.", "the discriminator of a");
        parts.forEach(part -> all.remove(part.network()));
        fresh.addAll(all.values());
    }

    private static Map<String, Object> settings(Shapes file, String prefix) {
        long in = file.size(prefix + "model.1.weight", 1);
        int blocks = 0;
        while (file.has(prefix + "model." + (BLOCKS_AT + blocks) + ".conv_block.1.weight")) {
            blocks++;
        }
        // Two doublings of three layers each, then a padding.
        String end = prefix + "model." + (BLOCKS_AT + blocks + 7) + ".weight";
        long out = file.size(end, 0);
        if (in != out) {
            throw new CheckpointException(
                    "%s: pictures of %d channels become pictures of %d: Cardigan's cyclegan has as many on both sides"
                            .formatted(file.file(), in, out));
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("width", file.size(prefix + "model.1.weight", 0));
        settings.put("blocks", blocks);
        return settings;
    }
}
