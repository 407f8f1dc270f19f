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
 * SRResNet and SRGAN with the names of https://github.com/eriklindernoren/PyTorch-GAN. Its batch
 * normalisations at the small size add 0.8 to the variance.
 */
final class SrganWeights implements WeightFormat {

    private static final String GENERATOR = "res_blocks.0.conv_block.0.weight";
    private static final String WITH_JUDGE = "srgan";
    private static final String JUDGE = "model.0.weight";
    private static final double EPSILON = 0.8;
    private static final int SIDE = 96;

    private static final OfficialNames NAMES =
            TorchNames.RESIDUAL
                    .and("^first\\.", "conv1.")
                    .and("^blocks\\.", "res_blocks.")
                    .and("^deep\\.", "conv2.")
                    .and("^shuffles\\.", "upsampling.")
                    .and("^last\\.", "conv3.");

    @Override
    public Set<String> papers() {
        return Set.of("srresnet", WITH_JUDGE);
    }

    @Override
    public Found find(Shapes file, String paper, OptionalInt side) {
        List<String> generators = file.before(GENERATOR);
        List<Part> parts = new ArrayList<>();
        for (boolean averaged : new boolean[] {false, true}) {
            WeightFormat.chosen(generators, averaged)
                    .ifPresent(each -> parts.add(Part.of(each, "generator.", NAMES)));
        }
        if (parts.isEmpty()) {
            throw WeightFormat.none(file, "SRResNet", GENERATOR);
        }
        String prefix = parts.get(0).prefix();
        Map<String, Object> settings = settings(file, prefix);
        Set<String> fresh = new LinkedHashSet<>();
        if (paper.equals(WITH_JUDGE)) {
            Optional<String> judge = WeightFormat.chosen(file.before(JUDGE), false);
            if (judge.isPresent()) {
                parts.add(Part.of(judge.get(), "discriminator.", TorchNames.PLAIN));
                settings.put("judgeWidth", file.size(judge.get() + JUDGE, 0));
            } else {
                fresh.add("the discriminator");
            }
        }
        int channels = file.whole(prefix + "conv1.0.weight", 1);
        int pixels = side.orElse(SIDE);
        return new Found(
                paper,
                new SampleShape(channels, pixels, pixels),
                false,
                0,
                settings,
                parts,
                fresh,
                List.of(
                        "Pictures are taken in -1 to 1; if these weights were trained on pictures scaled in another way, results will be pale or dark."));
    }

    private static Map<String, Object> settings(Shapes file, String prefix) {
        int doublings = 0;
        while (file.axes(prefix + "upsampling." + 4 * doublings + ".weight") == 4) {
            doublings++;
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("skip", "none");
        settings.put("normalised", true);
        settings.put("factor", 1 << Math.min(4, doublings));
        settings.put("width", file.size(prefix + "conv1.0.weight", 0));
        settings.put("blocks", file.count(prefix + "res_blocks.%d.conv_block.0.weight"));
        settings.put("convention", Map.of("epsilon", EPSILON));
        return settings;
    }
}
