package dev.cardigan.cli;

import dev.cardigan.tensor.Engine;
import dev.cardigan.tensor.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how true enlarged pictures are to their originals. */
@Command(
        name = "upscaling",
        description = {
            "Shrink originals, enlarge them with runs of srresnet, srgan or esrgan, and compare.",
            "",
            "PSNR and SSIM as papers on super-resolution report them: shrunk bicubically as MATLAB's imresize does and rounded to 8 bits, luma (Y of YCbCr), a border as wide as the factor left out, means over the pictures. Bicubic enlarging stands beside the runs. With --patches also FID and KID of patches, which see texture."
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  cardigan measure upscaling srresnet-001 --against held-out",
            "  cardigan measure upscaling srresnet-001 srgan-001 --against held-out --patches 48"
        })
final class MeasureUpscalingCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "RUN",
            description = "Folders of runs, their names in runs/, or latest; all of one factor.")
    private List<String> runs = List.of();

    @Option(
            names = "--against",
            required = true,
            paramLabel = "ORIGINALS",
            description = "Picture, folder or zip of large pictures that no run was trained on.")
    private Path originals = Path.of(".");

    @Option(
            names = "--patches",
            paramLabel = "PIXELS",
            description =
                    "Side of the patches that FID and KID are computed of, side by side over every picture. They are seen by --extractor or --inception. Default: none.")
    private Optional<Integer> patches = Optional.empty();

    @Option(
            names = "--tile",
            defaultValue = "192",
            paramLabel = "PIXELS",
            description =
                    "Greatest side of the tiles of the small picture, as of 'upscale'. Default: ${DEFAULT-VALUE}.")
    private int tile = 192;

    @Option(names = "--raw", description = "The weights as trained, not their running average.")
    private boolean raw;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Mixin private ExtractorOptions options = new ExtractorOptions();

    @Override
    public Integer call() {
        UpscalingJob job = new UpscalingJob(runs, originals, patches, tile, raw, options);
        Engine.load(spec.commandLine().getErr()::println);
        try (TerminalProgress progress = new TerminalProgress(spec.commandLine().getErr())) {
            UpscalingTable table = Scope.tidy(() -> job.measured(progress));
            spec.commandLine().getOut().println(json ? table.json() : table.text());
        }
        return 0;
    }
}
