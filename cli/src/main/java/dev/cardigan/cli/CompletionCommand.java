package dev.cardigan.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete verbs and options. */
@Command(
        name = "completion",
        description = "Print a completion script for bash and zsh: source <(cardigan completion)")
final class CompletionCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .println(AutoComplete.bash("cardigan", Main.commandLine(new Main())));
        return 0;
    }
}
