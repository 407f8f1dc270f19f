package dev.cardigan.cli;

import dev.cardigan.error.CardiganException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The verbs that train as a process of their own, for tests that kill it. */
@Command(
        name = "cardigan",
        subcommands = {TrainCommand.class, ResumeCommand.class, DemoCommand.class})
final class TrainingMain {

    private TrainingMain() {}

    static CommandLine commandLine() {
        return new CommandLine(new TrainingMain())
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> {
                            command.getErr().println(failure.getMessage());
                            command.getErr().flush();
                            if (failure instanceof CardiganException known) {
                                return known.exitCode();
                            }
                            failure.printStackTrace(command.getErr());
                            return 1;
                        });
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }
}
