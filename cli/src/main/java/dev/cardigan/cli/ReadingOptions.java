package dev.cardigan.cli;

import dev.cardigan.data.Colours;
import dev.cardigan.data.Fit;
import dev.cardigan.data.PictureOptions;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How pictures are read to be measured or learned from. */
final class ReadingOptions {

    /** What {@link Fit} is called on the command line. */
    static final String FITS = "cover|contain|stretch";

    static final String FIT =
            "How pictures of other proportions are made to fit: cover scales by the shorter side and crops to the middle, contain scales by the longer side and fills up with white, stretch distorts.";

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "Side that pictures are read at. Default: that of the run, or guessed.")
    private Optional<Integer> size = Optional.empty();

    @Option(
            names = "--fit",
            paramLabel = FITS,
            description = FIT + " Default: that of the run, or cover.")
    private Optional<Fit> fit = Optional.empty();

    @Option(
            names = "--colours",
            paramLabel = "guess|grey|rgb",
            description =
                    "How pictures are read; guess takes grey if all of them are, else rgb. Default: that of the run, or guess.")
    private Optional<Colours> colours = Optional.empty();

    /** How data is read when nothing else says so. */
    PictureOptions options() {
        PictureOptions options =
                PictureOptions.GUESS
                        .withFit(fit.orElse(Fit.COVER))
                        .withColours(colours.orElse(Colours.GUESS));
        return size.map(options::withSize).orElse(options);
    }

    /** The same, but as a run sees its data where the user did not say. */
    PictureOptions options(RunSettings run, int channels, int side) {
        Colours own = channels == 1 ? Colours.GREY : Colours.RGB;
        return PictureOptions.GUESS
                .withFit(fit.orElse(run.fit()))
                .withColours(colours.filter(asked -> asked != Colours.GUESS).orElse(own))
                .withSize(size.orElse(side));
    }
}
