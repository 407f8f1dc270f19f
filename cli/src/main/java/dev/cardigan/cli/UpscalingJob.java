package dev.cardigan.cli;

import dev.cardigan.data.Bicubic;
import dev.cardigan.data.PictureInput;
import dev.cardigan.data.Pictures;
import dev.cardigan.data.Pixels;
import dev.cardigan.data.Progress;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import dev.cardigan.error.Require;
import dev.cardigan.metric.PictureSimilarity;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** One comparison of ways to enlarge, as asked for; see {@link MeasureUpscalingCommand}. */
record UpscalingJob(
        List<String> runs,
        Path originals,
        Optional<Integer> patches,
        int tile,
        boolean raw,
        ExtractorOptions options) {

    /** SSIM looks through a window of 11 pixels. */
    private static final int WINDOW = 11;

    private static final int LEAST_PATCH = 16;

    UpscalingJob {
        Require.positive("--tile", tile);
        if (patches.isPresent() && patches.get() < LEAST_PATCH) {
            throw new ConfigException(
                    "--patches: expected at least %d pixels, found %d"
                            .formatted(LEAST_PATCH, patches.get()));
        }
    }

    /**
     * Runs inside a scope.
     *
     * @throws ConfigException if a run does not enlarge, or not by the factor of the others
     * @throws DataException if an original cannot be read or is too small
     */
    UpscalingTable measured(Progress progress) {
        List<TrainedTranslator> open = new ArrayList<>();
        try {
            Map<String, TrainedTranslator> named = new LinkedHashMap<>();
            for (String run : runs) {
                SavedRun saved = SavedRun.named(run);
                TrainedTranslator translator =
                        TrainedTranslator.enlarging(
                                saved, saved.checkpoint(OptionalLong.empty()), raw);
                open.add(translator);
                if (named.put(saved.name(), translator) != null) {
                    throw new ConfigException(
                            "%s: expected runs of different names, found this one twice"
                                    .formatted(saved.name()));
                }
            }
            return compared(factor(named), named, progress);
        } finally {
            open.forEach(TrainedTranslator::close);
        }
    }

    private static int factor(Map<String, TrainedTranslator> named) {
        List<Integer> factors =
                named.values().stream().map(run -> run.gan().factor()).distinct().toList();
        if (factors.size() > 1) {
            throw new ConfigException(
                    "%s: expected runs that enlarge by one factor, found %s; measure those of each factor by themselves"
                            .formatted(named.keySet(), factors));
        }
        return factors.get(0);
    }

    private UpscalingTable compared(
            int factor, Map<String, TrainedTranslator> named, Progress progress) {
        options.useThreads();
        List<Upscaler> ways = new ArrayList<>();
        ways.add(
                new Upscaler(
                        "bicubic",
                        small ->
                                Bicubic.resize(
                                        small, small.width() * factor, small.height() * factor)));
        named.forEach((name, run) -> ways.add(new Upscaler(name, enlarging(run))));
        List<PictureInput> pictures = Pictures.inputs(originals);
        List<UpscalingTable.Row> rows = new ArrayList<>();
        Patches cut = new Patches(patches.orElse(LEAST_PATCH), ways.size());
        for (PictureInput picture : pictures) {
            Pixels original = cropped(picture, factor);
            List<Pixels> made = new ArrayList<>();
            for (Upscaler way : ways) {
                made.add(way.enlarge().apply(shrunk(original, factor)));
                long done = (long) rows.size() * ways.size() + made.size();
                progress.report("enlarged", done, (long) pictures.size() * ways.size());
            }
            rows.add(row(picture.name(), original, made, factor));
            if (patches.isPresent()) {
                cut.add(original, made);
            }
        }
        List<String> names = ways.stream().map(Upscaler::name).toList();
        Optional<Patches.Scores> texture =
                patches.map(side -> cut.scores(names, options, progress));
        return new UpscalingTable(originals.toString(), factor, names, rows, texture);
    }

    private UnaryOperator<Pixels> enlarging(TrainedTranslator run) {
        TiledPass pass = run.pass(run.gan().directions().get(0), tile);
        return small -> TranslationJob.sameColours(small, pass.over(small, done -> {}), pass);
    }

    /** Without what is left over when its sides are divided by the factor. */
    private static Pixels cropped(PictureInput input, int factor) {
        Pixels picture = input.read().pixels();
        int width = picture.width() - picture.width() % factor;
        int height = picture.height() - picture.height() % factor;
        int least = WINDOW + 2 * factor;
        if (Math.min(width, height) < least) {
            throw new DataException(
                    "%s: expected at least %dx%d pixels, so that the window of SSIM fits between borders of %d, found %dx%d; leave it out"
                            .formatted(
                                    input.name(),
                                    least,
                                    least,
                                    factor,
                                    picture.width(),
                                    picture.height()));
        }
        return picture.part(0, 0, width, height);
    }

    private static Pixels shrunk(Pixels original, int factor) {
        return Bicubic.resize(original, original.width() / factor, original.height() / factor);
    }

    private static UpscalingTable.Row row(
            String name, Pixels original, List<Pixels> made, int border) {
        List<UpscalingTable.Likeness> likenesses =
                made.stream()
                        .map(large -> Scope.tidy(() -> likeness(large, original, border)))
                        .toList();
        return new UpscalingTable.Row(name, likenesses);
    }

    private static UpscalingTable.Likeness likeness(Pixels large, Pixels original, int border) {
        Tensor found = values(large);
        Tensor expected = values(original);
        return new UpscalingTable.Likeness(
                PictureSimilarity.psnrOfLuma(found, expected, border)[0],
                PictureSimilarity.ssimOfLuma(found, expected, border)[0]);
    }

    /** [1, 3, height, width], 0 to 255. */
    private static Tensor values(Pixels picture) {
        int plane = picture.width() * picture.height();
        byte[] planes = new byte[3 * plane];
        picture.toPlanes(3, planes, 0);
        float[] values = new float[planes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = planes[i] & 0xff;
        }
        return Tensor.of(values, 1, 3, picture.height(), picture.width());
    }
}
