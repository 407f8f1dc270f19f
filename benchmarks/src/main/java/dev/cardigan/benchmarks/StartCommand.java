package dev.cardigan.benchmarks;

import dev.cardigan.benchmarks.harness.ChildJvm;
import dev.cardigan.benchmarks.harness.StartTime;
import dev.cardigan.benchmarks.plain.PlainLoop;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Times whole processes, such as {@code ./cardigan --help} or a first training step. */
@Command(
        name = "start",
        description = {
            "Times a command from its start to its end, wall clock, several times.",
            "Example: start --runs 10 -- ./cardigan --help",
            "Without a command: the first training step of the plain loop."
        })
final class StartCommand implements Callable<Integer> {

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Parameters(paramLabel = "COMMAND", description = "The command and its arguments, after --.")
    private List<String> command = List.of();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(time().toText());
        return 0;
    }

    private StartTime time() {
        if (command.isEmpty()) {
            List<String> plain =
                    ChildJvm.command(PlainLoop.class.getName(), List.of("mlp128", "--one-step"));
            return StartTime.of("first training step of the plain loop", plain, runs);
        }
        return StartTime.of(String.join(" ", command), command, runs);
    }
}
