package dev.cardigan.cli;

import dev.cardigan.error.Require;
import dev.cardigan.latent.Ways;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A random walk that ends where it began. */
@Command(
        name = "walk",
        description = {
            "Walk at random through the latents, smoothly, and end where the walk began: an animation to watch for ever, and a strip of it.",
            "Every picture of the walk is as likely as any other sample: the walk is a sum of waves with random weights, whose points are distributed as latents are."
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  cardigan latent walk latest",
            "  cardigan latent walk latest --frames 240 --waves 3 --seed 7 --psi 0.7"
        })
final class LatentWalkCommand implements Callable<Integer> {

    private static final int MOST_WAVES = 16;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private LatentOptions options = new LatentOptions();

    @Mixin private TruncationOption truncation = new TruncationOption();

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Same seed, same walk. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--frames",
            defaultValue = "96",
            paramLabel = "N",
            description = "Pictures of the walk. Default: ${DEFAULT-VALUE}.")
    private int frames = 96;

    @Option(
            names = "--waves",
            defaultValue = "2",
            paramLabel = "N",
            description = "More lead further and faster, 1 to 16. Default: ${DEFAULT-VALUE}.")
    private int waves = 2;

    @Option(
            names = "--fps",
            defaultValue = "24",
            paramLabel = "N",
            description = "Pictures a second in the animation. Default: ${DEFAULT-VALUE}.")
    private int fps = 24;

    @Override
    public Integer call() {
        Duration delay = Film.delay(fps);
        Require.between("--waves", 1, MOST_WAVES, waves);
        Require.between("--frames", 2, Film.MOST_FRAMES, frames);
        try (LatentBench bench = options.open(spec, truncation.psi())) {
            int[] classes = new int[frames];
            Arrays.fill(classes, bench.classes(1)[0]);
            Codes codes = bench.drawing(() -> walk(bench, classes));
            Map<String, Object> settings = new LinkedHashMap<>();
            settings.put("seed", seed);
            settings.put("frames", frames);
            settings.put("waves", waves);
            Path strip = bench.picture("walk-seed-" + seed);
            new Film(bench, "walk", Long.toString(seed), settings).write(strip, codes, delay);
            return bench.done();
        }
    }

    private Codes walk(LatentBench bench, int[] classes) {
        var ends = bench.generator().latents(seed, 2 * waves).tensor();
        return Codes.of(
                bench.truncated(bench.plain(Ways.closedWalk(ends, frames), classes)), classes);
    }
}
