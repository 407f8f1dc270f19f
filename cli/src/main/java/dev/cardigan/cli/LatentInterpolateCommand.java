package dev.cardigan.cli;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.Require;
import dev.cardigan.latent.Ways;
import dev.cardigan.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Pictures on the way from seed to seed. */
@Command(
        name = "interpolate",
        description = {
            "Draw the way from the picture of one seed to those of others, as a strip and as an animation.",
            "In w the way is a straight line; in z it is an arc, because points of a straight line are shorter than any latent the generator has seen."
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  cardigan latent interpolate latest --seeds 1,2",
            "  cardigan latent interpolate latest --seeds 3,8,5 --frames 60 --loop --in z"
        })
final class LatentInterpolateCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private LatentOptions options = new LatentOptions();

    @Mixin private TruncationOption truncation = new TruncationOption();

    @Option(
            names = "--seeds",
            defaultValue = "1,2",
            paramLabel = "SEEDS",
            description = "Where the way leads, at least two. Default: ${DEFAULT-VALUE}.")
    private String seeds = "1,2";

    @Option(
            names = "--frames",
            defaultValue = "24",
            paramLabel = "N",
            description = "Pictures on the whole way. Default: ${DEFAULT-VALUE}.")
    private int frames = 24;

    @Option(names = "--loop", description = "Lead back to the first seed.")
    private boolean loop;

    @Option(
            names = "--in",
            paramLabel = "w|z",
            description = "The space of the way. Default: w where there are styles, else z.")
    private Optional<String> in = Optional.empty();

    @Option(
            names = "--fps",
            defaultValue = "12",
            paramLabel = "N",
            description = "Pictures a second in the animation. Default: ${DEFAULT-VALUE}.")
    private int fps = 12;

    @Override
    public Integer call() {
        List<Long> stops = Seeds.parse("--seeds", seeds);
        Duration delay = Film.delay(fps);
        Require.between("--frames", 2, Film.MOST_FRAMES, frames);
        try (LatentBench bench = options.open(spec, truncation.psi())) {
            String through = in.orElse(bench.space().name());
            if (!through.equals("z") && !through.equals(bench.space().name())) {
                throw new ConfigException(
                        "--in: expected %s of this run, found '%s'"
                                .formatted(
                                        bench.space().name().equals("w") ? "w or z" : "z",
                                        through));
            }
            Codes codes = bench.drawing(() -> way(bench, stops, through));
            Map<String, Object> settings = new LinkedHashMap<>();
            settings.put("seeds", stops);
            settings.put("frames", frames);
            settings.put("loop", loop);
            settings.put("in", through);
            Path strip = bench.picture("interpolate-" + seeds.replace(',', '-'));
            new Film(bench, "interpolate", seeds, settings).write(strip, codes, delay);
            return bench.done();
        }
    }

    private Codes way(LatentBench bench, List<Long> stops, String through) {
        int[] own = bench.classes(1);
        int[] classes = new int[Math.max(1, frames)];
        Arrays.fill(classes, own[0]);
        Tensor latents = bench.latents(stops);
        if (through.equals("z")) {
            Tensor way = Ways.through(latents, frames, loop, Ways.Kind.ARC);
            return Codes.of(bench.truncated(bench.plain(way, classes)), classes);
        }
        int[] alike = new int[stops.size()];
        Arrays.fill(alike, own[0]);
        Tensor codes = bench.truncated(bench.plain(latents, alike));
        return Codes.of(Ways.through(codes, frames, loop, Ways.Kind.STRAIGHT), classes);
    }
}
