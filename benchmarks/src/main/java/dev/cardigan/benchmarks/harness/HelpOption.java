package dev.cardigan.benchmarks.harness;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code --help}, for a command and its subcommands. */
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and end.")
    private boolean asked;

    /** Whether help was asked for. */
    boolean asked() {
        return asked;
    }
}
