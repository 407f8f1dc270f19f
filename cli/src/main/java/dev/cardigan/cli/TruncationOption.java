package dev.cardigan.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** How near to the mean style pictures are drawn. */
final class TruncationOption {

    @Option(
            names = "--psi",
            paramLabel = "SHARE",
            description =
                    "Share of a style's distance from the mean that is kept: 1 all, 0 none. Styles only. Default: that of the run.")
    private Optional<Double> psi = Optional.empty();

    Optional<Double> psi() {
        return psi;
    }
}
