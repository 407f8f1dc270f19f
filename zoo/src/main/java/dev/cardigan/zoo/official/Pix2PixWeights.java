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

/**
 * pix2pix with the names of https://github.com/junyanz/pytorch-CycleGAN-and-pix2pix: the U-Net's
 * levels lie in each other.
 */
final class Pix2PixWeights implements WeightFormat {

    private static final String GENERATOR = "model.model.0.weight";
    private static final String JUDGE = "model.0.weight";

    private static final OfficialNames NAMES = TorchNames.PLAIN.and("^model\\.", "model.model.");

    @Override
    public Set<String> papers() {
        return Set.of("pix2pix");
    }

    @Override
    public Found find(Shapes file, String paper, OptionalInt side) {
        List<String> generators = file.before(GENERATOR);
        String prefix =
                WeightFormat.chosen(generators, false)
                        .or(() -> WeightFormat.chosen(generators, true))
                        .orElseThrow(() -> WeightFormat.none(file, "pix2pix", GENERATOR));
        List<Part> parts = new ArrayList<>(List.of(Part.of(prefix, "generator.", NAMES)));
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("width", file.size(prefix + GENERATOR, 0));
        Set<String> fresh = new LinkedHashSet<>();
        List<String> judges = new ArrayList<>(file.before(JUDGE));
        judges.removeIf(each -> generators.contains(each.replaceFirst("model\\.$", "")));
        WeightFormat.chosen(judges, false)
                .ifPresentOrElse(
                        each -> {
                            parts.add(Part.of(each, "discriminator.", TorchNames.PLAIN));
                            settings.put("judgeWidth", file.size(each + JUDGE, 0));
                            settings.put("judgeLayers", CycleGanWeights.layers(file, each));
                        },
                        () -> fresh.add("the discriminator"));
        int pixels = pixels(file, prefix, side);
        int channels = channels(file, prefix);
        return new Found(
                "pix2pix",
                new SampleShape(channels, pixels, pixels),
                false,
                0,
                settings,
                parts,
                fresh,
                List.of());
    }

    private static int channels(Shapes file, String prefix) {
        int in = file.whole(prefix + GENERATOR, 1);
        int out = file.whole(prefix + "model.model.3.weight", 1);
        if (in != out) {
            throw new CheckpointException(
                    "%s: pictures of %d channels become pictures of %d: Cardigan's pix2pix has as many on both sides"
                            .formatted(file.file(), in, out));
        }
        return in;
    }

    /** Each level has a convolution down and one up, and the innermost sees one pixel. */
    private static int pixels(Shapes file, String prefix, OptionalInt side) {
        long convolutions =
                file.all().keySet().stream()
                        .filter(name -> name.startsWith(prefix + "model.model."))
                        .filter(name -> file.axes(name) == 4)
                        .count();
        return side.orElse(1 << Math.min(10, convolutions / 2));
    }
}
