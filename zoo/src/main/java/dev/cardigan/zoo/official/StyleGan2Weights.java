package dev.cardigan.zoo.official;

import dev.cardigan.data.SampleShape;
import dev.cardigan.error.CheckpointException;
import dev.cardigan.zoo.block.StyleDiscriminator;
import dev.cardigan.zoo.block.StyleGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * StyleGAN2 with the names of https://github.com/NVlabs/stylegan2-ada-pytorch, whose pickles hold
 * {@code G}, {@code D} and {@code G_ema}.
 */
final class StyleGan2Weights implements WeightFormat {

    private static final String GENERATOR = "synthesis.b4.const";
    private static final String JUDGE = "b4.out.weight";

    /** The low pass [1, 3, 3, 1], which every layer of the files repeats. */
    private static final Pattern FILTER = Pattern.compile("(.*\\.)?resample_filter");

    private static final List<Double> LOW_PASS = lowPass(1, 3, 3, 1);

    /** The outer product of taps, of sum 1. */
    private static List<Double> lowPass(int... taps) {
        int sum = Arrays.stream(taps).sum();
        List<Double> values = new ArrayList<>();
        for (int down : taps) {
            for (int along : taps) {
                values.add((double) down * along / (sum * sum));
            }
        }
        return List.copyOf(values);
    }

    @Override
    public Set<String> papers() {
        return Set.of("stylegan2", "cstylegan2");
    }

    @Override
    public Found find(Shapes file, String paper, OptionalInt side) {
        List<String> generators = file.before(GENERATOR);
        Optional<String> trained = WeightFormat.chosen(generators, false);
        Optional<String> averaged = WeightFormat.chosen(generators, true);
        String prefix =
                trained.or(() -> averaged)
                        .orElseThrow(() -> WeightFormat.none(file, "StyleGAN2", GENERATOR));
        int pixels = pixels(file, prefix);
        List<Part> parts = new ArrayList<>();
        trained.ifPresent(each -> parts.add(generator(each)));
        averaged.ifPresent(each -> parts.add(generator(each)));
        Optional<String> judge = WeightFormat.chosen(file.before(JUDGE), false);
        judge.ifPresent(
                each ->
                        parts.add(
                                Part.of(each, "discriminator.", StyleDiscriminator.names(pixels))
                                        .repeating(FILTER, LOW_PASS)));
        Map<String, Object> settings = settings(file, prefix, pixels);
        boolean plain = judge.isPresent() && !file.has(judge.get() + "b8.skip.weight");
        settings.put("preset", plain ? "cifar" : "auto");
        int classes =
                file.has(prefix + "mapping.embed.weight")
                        ? file.whole(prefix + "mapping.embed.weight", 1)
                        : 0;
        Set<String> fresh = new LinkedHashSet<>();
        if (judge.isEmpty()) {
            fresh.add("the discriminator");
        }
        int channels = file.whole(prefix + "synthesis.b4.torgb.weight", 0);
        return new Found(
                classes == 0 ? "stylegan2" : "cstylegan2",
                new SampleShape(channels, pixels, pixels),
                true,
                classes,
                settings,
                parts,
                fresh,
                List.of());
    }

    private static Part generator(String prefix) {
        return Part.of(prefix, "generator.", StyleGenerator.NAMES).repeating(FILTER, LOW_PASS);
    }

    private static int pixels(Shapes file, String prefix) {
        int pixels = 4;
        while (file.has(prefix + "synthesis.b" + 2 * pixels + ".conv1.weight")) {
            pixels *= 2;
        }
        return pixels;
    }

    private static Map<String, Object> settings(Shapes file, String prefix, int pixels) {
        String first = prefix + "mapping.fc0.weight";
        boolean told = file.has(prefix + "mapping.embed.weight");
        long length = file.size(first, 0);
        long latent = file.size(first, 1) - (told ? length : 0);
        if (latent != length) {
            throw new CheckpointException(
                    "%s: latents of %d numbers and styles of %d: Cardigan's stylegan2 has one length for both"
                            .formatted(file.file(), latent, length));
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("latent", latent);
        settings.put("depth", (long) file.count(prefix + "mapping.fc%d.weight"));
        long widest = file.size(prefix + GENERATOR, 0);
        long breadth = widest * 4;
        for (int at = 4; at <= pixels; at *= 2) {
            // Where channels are cut to the widest, this is too small; where they are not, exact.
            long width = file.size(prefix + "synthesis.b" + at + ".conv1.weight", 0);
            widest = Math.max(widest, width);
            breadth = Math.max(breadth, width * at);
        }
        settings.put("breadth", breadth);
        settings.put("widest", widest);
        return settings;
    }
}
