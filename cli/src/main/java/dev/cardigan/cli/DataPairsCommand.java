package dev.cardigan.cli;

import dev.cardigan.data.PairKind;
import dev.cardigan.data.PictureInput;
import dev.cardigan.data.PictureOptions;
import dev.cardigan.data.Pictures;
import dev.cardigan.data.Pixels;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import dev.cardigan.report.Png;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes pairs for pix2pix out of single pictures. */
@Command(
        name = "pairs",
        description = {
            "Make pairs from pictures: DIR/input has what is given, DIR/target what is to be made of it, under equal names.",
            "",
            "  edges   lines (Sobel) to picture",
            "  grey    grey (luma of BT.601) to colour",
            "  masked  a grey square over a random quarter to the whole: filling gaps",
            "  small   shrunk --factor times to the original; bicubic, antialiased, as MATLAB's imresize"
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  cardigan data pairs photographs --kind edges --out lines",
            "  cardigan train pix2pix --data lines"
        })
final class DataPairsCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "IN", description = "Picture, folder or zip.")
    private Path input = Path.of(".");

    @Option(
            names = "--kind",
            required = true,
            paramLabel = "KIND",
            description = "edges, grey, masked or small.")
    private PairKind kind = PairKind.EDGES;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where they go; must be new or empty.")
    private Path out = Path.of("pairs");

    @Option(
            names = "--factor",
            defaultValue = "2",
            paramLabel = "N",
            description = "How many times smaller 'small' is. Default: ${DEFAULT-VALUE}.")
    private int factor = 2;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Random places come from it. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Override
    public Integer call() {
        if (factor < 1) {
            throw new ConfigException("--factor: expected at least 1, found " + factor);
        }
        FreshPlace.folder("--out", out);
        List<PictureInput> pictures = Pictures.inputs(input);
        PictureOutputs inputs = new PictureOutputs(out.resolve("input"), texts());
        PictureOutputs targets = new PictureOutputs(out.resolve("target"), texts());
        PrintWriter err = spec.commandLine().getErr();
        Countdown countdown = Countdown.of(err, pictures.size(), "pairs");
        int failed = 0;
        for (int i = 0; i < pictures.size(); i++) {
            try {
                Pixels target = pictures.get(i).read().pixels();
                inputs.write(pictures.get(i).name(), kind.of(target, factor, seed, i));
                targets.write(pictures.get(i).name(), target);
            } catch (DataException bad) {
                failed++;
                err.println(bad.getMessage());
            }
            countdown.done(i + 1);
        }
        countdown.end();
        int good = pictures.size() - failed;
        if (good == 0) {
            throw new DataException(input + ": no picture in it could be read");
        }
        spec.commandLine()
                .getOut()
                .println(
                        "%,d pairs (%s), %,d left out: %s"
                                .formatted(good, kind.word(), failed, out));
        return failed <= PictureOptions.GUESS.badShare() * pictures.size()
                ? 0
                : DataException.EXIT_CODE;
    }

    private List<Png.Text> texts() {
        return List.of(new Png.Text("Software", "Cardigan"), new Png.Text("pair", kind.word()));
    }
}
