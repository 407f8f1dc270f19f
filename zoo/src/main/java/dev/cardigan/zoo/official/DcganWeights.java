package dev.cardigan.zoo.official;

import dev.cardigan.data.SampleShape;
import dev.cardigan.zoo.block.OfficialNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * DCGAN with the names of https://github.com/pytorch/examples, {@code dcgan/main.py}: {@code
 * main.0.weight} and on, in a generator whose layers alternate with batch normalisation.
 */
final class DcganWeights implements WeightFormat {

    /** Only the generator has a normalisation right behind its first layer. */
    private static final String GENERATOR = "main.1.weight";

    private static final String FIRST = "main.0.weight";
    private static final int MOST_LAYERS = 40;

    private static final OfficialNames JUDGE = TorchNames.PLAIN.and("^(\\d)", "main.$1");

    @Override
    public Set<String> papers() {
        return Set.of("dcgan");
    }

    /** Here a layer that reshapes comes first, so that numbers are one higher. */
    private static OfficialNames names() {
        OfficialNames names = TorchNames.PLAIN;
        for (int i = 1; i < MOST_LAYERS; i++) {
            names = names.and("^" + i + "\\.", "main." + (i - 1) + ".");
        }
        return names;
    }

    @Override
    public Found find(Shapes file, String paper, OptionalInt side) {
        List<String> generators = file.before(GENERATOR);
        Optional<String> trained = WeightFormat.chosen(generators, false);
        Optional<String> averaged = WeightFormat.chosen(generators, true);
        String prefix =
                trained.or(() -> averaged)
                        .orElseThrow(() -> WeightFormat.none(file, "DCGAN", GENERATOR));
        List<Part> parts = new ArrayList<>();
        trained.ifPresent(each -> parts.add(Part.of(each, "generator.", names())));
        averaged.ifPresent(each -> parts.add(Part.of(each, "generator.", names())));
        List<String> judges = new ArrayList<>(file.before(FIRST));
        judges.removeAll(generators);
        Set<String> fresh = new LinkedHashSet<>();
        WeightFormat.chosen(judges, false)
                .ifPresentOrElse(
                        each -> parts.add(Part.of(each, "discriminator.", JUDGE)),
                        () -> fresh.add("the discriminator"));
        return found(file, prefix, parts, fresh);
    }

    private static Found found(Shapes file, String prefix, List<Part> parts, Set<String> fresh) {
        int last = 0;
        while (file.axes(prefix + "main." + (last + 3) + ".weight") == 4) {
            last += 3;
        }
        int pixels = 4 << (last / 3);
        String end = prefix + "main." + last + ".weight";
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("latent", file.size(prefix + FIRST, 0));
        settings.put("width", file.size(end, 0));
        SampleShape shape = new SampleShape(file.whole(end, 1), pixels, pixels);
        return new Found("dcgan", shape, true, 0, settings, parts, fresh, List.of());
    }
}
