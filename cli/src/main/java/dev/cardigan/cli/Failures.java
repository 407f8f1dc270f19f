package dev.cardigan.cli;

import dev.cardigan.config.Nearest;
import dev.cardigan.error.CardiganException;
import dev.cardigan.error.NativeMemoryException;
import dev.cardigan.tensor.Engine;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong: one clear line, where the details are, and an exit code. */
record Failures(CommandLine root) {

    private static final int INTERNAL = 1;
    private static final int USAGE = 2;

    /** A verb or option that does not exist or is not complete. */
    int usage(ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        red(described(exception, command));
        err().println("try '" + name + " --help'");
        return USAGE;
    }

    /**
     * Anything that was thrown.
     *
     * @return the exit code
     */
    int report(Throwable thrown, boolean debug) {
        Optional<CardiganException> known = classified(thrown);
        if (known.isEmpty()) {
            return internal(thrown, debug);
        }
        CardiganException failure = known.get();
        List<String> lines = String.valueOf(failure.getMessage()).lines().toList();
        red(lines.isEmpty() ? failure.getClass().getSimpleName() : lines.get(0));
        lines.stream().skip(1).forEach(err()::println);
        if (failure.getCause() != null) {
            Logging.write(thrown);
        }
        details(thrown, debug);
        return failure.exitCode();
    }

    private int internal(Throwable thrown, boolean debug) {
        Logging.write(thrown);
        red("sorry, this is a fault of Cardigan and not yours: " + thrown);
        details(thrown, debug);
        return INTERNAL;
    }

    private void details(Throwable thrown, boolean debug) {
        if (debug) {
            err().println(Logging.trace(thrown));
        }
        Logging.file().ifPresent(file -> err().println("details: " + file));
    }

    /** The kind of failure a user can do something about, wherever in the chain of causes it is. */
    private static Optional<CardiganException> classified(Throwable thrown) {
        int depth = 0;
        for (Throwable link = thrown; link != null && depth < 20; link = link.getCause()) {
            if (link instanceof CardiganException known) {
                return Optional.of(known);
            }
            if (link instanceof OutOfMemoryError) {
                return Optional.of(
                        new NativeMemoryException(
                                "memory ran out (%s); lower batch or size, or give Java more: JAVA_OPTS=-Xmx8g"
                                        .formatted(link.getMessage()),
                                link));
            }
            if (link instanceof LinkageError error && Engine.isOfNatives(error)) {
                return Optional.of(Engine.explained(error));
            }
            depth++;
        }
        return Optional.empty();
    }

    private static String described(ParameterException exception, CommandLine command) {
        if (exception instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unknown(unmatched.getUnmatched().get(0), command);
        }
        if (exception instanceof MissingParameterException) {
            return String.valueOf(exception.getMessage()).replace("Missing required", "missing");
        }
        return String.valueOf(exception.getMessage());
    }

    private static String unknown(String written, CommandLine command) {
        boolean option = written.startsWith("-");
        List<String> candidates = new ArrayList<>();
        if (option) {
            command.getCommandSpec()
                    .options()
                    .forEach(each -> candidates.addAll(List.of(each.names())));
        } else {
            candidates.addAll(command.getSubcommands().keySet());
        }
        String what = "unknown argument '";
        if (option) {
            what = "unknown option '";
        } else if (!candidates.isEmpty()) {
            what = "unknown verb '";
        }
        return what
                + written
                + "'"
                + Nearest.to(written, candidates)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("");
    }

    private void red(String line) {
        boolean colour = root.getColorScheme().ansi().enabled();
        String text = "error: " + line;
        err().println(colour ? "\u001b[31m" + text + "\u001b[0m" : text);
    }

    private PrintWriter err() {
        return root.getErr();
    }
}
