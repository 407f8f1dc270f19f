package dev.cardigan.benchmarks.harness;

import dev.cardigan.error.CardiganException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The process side of a contestant: its command line, its exit code and its printed windows. */
public final class ContestantProcess {

    private final CommandSpec spec;

    private ContestantProcess(CommandSpec spec) {
        this.spec = spec;
    }

    /** The process that runs this command. */
    public static ContestantProcess of(CommandSpec spec) {
        return new ContestantProcess(spec);
    }

    /** Runs a command and ends this JVM with its exit code. */
    public static void run(Callable<Integer> command, String[] arguments) {
        System.exit(commandLine(command).execute(arguments));
    }

    /** A command line that shows our own errors as one line and anything else in full. */
    static CommandLine commandLine(Callable<Integer> command) {
        CommandLine commandLine = new CommandLine(command);
        commandLine.addMixin("help", new HelpOption());
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(
                        (failure, line, parsed) -> {
                            if (failure instanceof CardiganException expected) {
                                line.getErr().println(expected.getMessage());
                                return expected.exitCode();
                            }
                            failure.printStackTrace(line.getErr());
                            return CommandLine.ExitCode.SOFTWARE;
                        });
    }

    /** Prints one window, at once. */
    public void print(Window window) {
        spec.commandLine().getOut().println(window.toJson());
        spec.commandLine().getOut().flush();
    }
}
