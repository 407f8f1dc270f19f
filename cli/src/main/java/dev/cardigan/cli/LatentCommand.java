package dev.cardigan.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Everything one can do with the codes of a trained generator. */
@Command(
        name = "latent",
        description = {
            "Look into the space a trained generator draws from: walk through it, find directions in it, edit pictures, and find the code of a picture of yours.",
            "",
            "Runs of stylegan1, stylegan2, stylegan3 and their forms with classes (cstylegan1, ...) have styles (w, one for each layer); all tools work on them. Other generators have latents (z), where mixing and truncation mean nothing and are refused. Every picture knows its run, weights, codes and settings: 'cardigan replay FILE.png' makes it again, bit for bit."
        },
        subcommands = {
            LatentTruncationCommand.class,
            LatentMixCommand.class,
            LatentInterpolateCommand.class,
            LatentWalkCommand.class,
            LatentDirectionsCommand.class,
            LatentEditCommand.class,
            LatentProjectCommand.class
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  cardigan latent truncation latest --seeds 1-6           the same pictures, ever nearer to the mean",
            "  cardigan latent mix latest --coarse 1-4 --fine 5-9 --layers 4-7",
            "  cardigan latent interpolate latest --seeds 1,2,3 --loop",
            "  cardigan latent walk latest --frames 120                a smooth way that ends where it began",
            "  cardigan latent directions latest --method sefa         what the layers listen to most",
            "  cardigan latent edit latest --direction directions.safetensors:0 --strength -3,0,3",
            "  cardigan latent project latest me.png --space w+        the code of a picture",
            "  cardigan replay runs/stylegan2-001/generated/step-00010000-mix.png"
        })
final class LatentCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Without a verb of its own. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
