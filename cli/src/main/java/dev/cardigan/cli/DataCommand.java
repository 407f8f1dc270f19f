package dev.cardigan.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Everything about data but training on it. */
@Command(
        name = "data",
        description =
                "Look into data, list what is there by name, fetch a published set, make pairs.",
        subcommands = {
            DataInspectCommand.class,
            DataListCommand.class,
            DataFetchCommand.class,
            DataAugmentCommand.class,
            DataPairsCommand.class
        })
final class DataCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Without a verb of its own. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
