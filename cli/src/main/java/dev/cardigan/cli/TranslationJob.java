package dev.cardigan.cli;

import dev.cardigan.config.Json;
import dev.cardigan.data.PictureInput;
import dev.cardigan.data.Pictures;
import dev.cardigan.data.Pixels;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import dev.cardigan.error.Require;
import dev.cardigan.report.HumanUnits;
import dev.cardigan.report.Png;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes pictures through a trained network, one after the other. A picture that cannot be read is
 * one line on the error stream; the others are done all the same.
 */
record TranslationJob(TrainedTranslator translator, String direction, int tile, PrintWriter err) {

    /** Output larger than this takes gigabytes of Java memory. */
    private static final long MOST_PIXELS = 100_000_000;

    TranslationJob {
        Require.positive("--tile", tile);
    }

    /** What was done. */
    record Result(List<Path> files, List<String> failures, double megapixels, double seconds) {

        /** 0, or that of unreadable data. */
        int exitCode() {
            return failures.isEmpty() ? 0 : DataException.EXIT_CODE;
        }

        String text(Path folder) {
            String failed = failures.isEmpty() ? "" : ", %d failed".formatted(failures.size());
            return "%s pictures in %s (%s megapixels/s)%s: %s"
                    .formatted(
                            HumanUnits.count(files.size()),
                            HumanUnits.duration(seconds),
                            HumanUnits.number(megapixels / seconds),
                            failed,
                            folder);
        }

        String json() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("files", files.stream().map(Path::toString).toList());
            tree.put("failures", failures);
            tree.put("megapixels", megapixels);
            tree.put("seconds", seconds);
            return Json.writeLine(tree);
        }
    }

    /**
     * @throws DataException if a path does not exist
     * @throws ConfigException if the run cannot go in this direction
     */
    Result run(List<Path> inputs, Path out, List<Png.Text> texts) {
        if (!translator.gan().directions().contains(direction)) {
            throw new ConfigException(
                    "--to: expected %s, found '%s'"
                            .formatted(
                                    String.join(" or ", translator.gan().directions()), direction));
        }
        List<PictureInput> pictures = new ArrayList<>();
        inputs.forEach(path -> pictures.addAll(Pictures.inputs(path)));
        PictureOutputs outputs = new PictureOutputs(out, texts);
        TiledPass pass = translator.pass(direction, tile);
        List<Path> files = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        double pixels = 0;
        long start = System.nanoTime();
        for (PictureInput input : pictures) {
            try {
                Pixels made =
                        translated(pass, input, files.size() + failures.size(), pictures.size());
                pixels += (double) made.width() * made.height();
                files.add(outputs.write(input.name(), made));
            } catch (DataException bad) {
                failures.add(bad.getMessage());
                err.println(bad.getMessage());
            }
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        return new Result(files, failures, pixels * 1e-6, seconds);
    }

    private Pixels translated(TiledPass pass, PictureInput input, int done, int all) {
        Pixels picture = input.read().pixels();
        long made = (long) picture.width() * picture.height() * pass.factor() * pass.factor();
        if (made > MOST_PIXELS) {
            throw new DataException(
                    "%s: %dx%d would become %,d pixels, more than the %,d that fit; cut or shrink it first"
                            .formatted(
                                    input.name(),
                                    picture.width(),
                                    picture.height(),
                                    made,
                                    MOST_PIXELS));
        }
        Countdown countdown =
                Countdown.of(
                        err,
                        pass.steps(picture),
                        "steps of %s (picture %d of %d)".formatted(input.name(), done + 1, all));
        Pixels result = pass.over(picture, countdown::done);
        countdown.end();
        return sameColours(picture, result, pass);
    }

    /** Larger, a grey picture is to stay one; translated, it may well take on colour. */
    static Pixels sameColours(Pixels picture, Pixels made, TiledPass pass) {
        return picture.channels() == 1 && pass.factor() > 1 ? made.grey() : made;
    }
}
