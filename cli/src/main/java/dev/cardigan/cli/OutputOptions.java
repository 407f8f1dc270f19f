package dev.cardigan.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** How much a command that trains says, and to whom. */
final class OutputOptions {

    @Option(
            names = "--quiet",
            description = "Print nothing but errors and how to go on after a stop.")
    private boolean quiet;

    @Option(
            names = "--json",
            description = "Print one JSON object per line: metrics, sample, checkpoint, done.")
    private boolean json;

    Screen screen(PrintWriter out) {
        return Screen.to(out, quiet, json);
    }
}
