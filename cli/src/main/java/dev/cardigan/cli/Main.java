package dev.cardigan.cli;

import dev.cardigan.error.NativeMemoryException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code cardigan}: its verbs, its help, and the way failures are said. */
@Command(
        name = "cardigan",
        header = "Cardigan trains, measures and explains generative adversarial networks.",
        description = {
            "",
            "Give it pictures, choose a paper, and look at what the generator draws:",
            "",
            "  cardigan demo                            digits in a few minutes, nothing to download",
            "  cardigan train dcgan --data my-pictures  a folder or zip of pictures of any size",
            "  cardigan sample latest --count 64        new pictures from the newest run",
            "",
            "'cardigan VERB --help' tells all about a verb.",
            ""
        },
        synopsisHeading = "Usage: ",
        customSynopsis = "cardigan VERB [options]",
        optionListHeading = "%nOptions%n",
        commandListHeading = "%nVerbs%n",
        footerHeading = "%nExit codes%n",
        footer = {
            "   0  done",
            "   1  a fault of Cardigan, a fault that doctor found, other bits than replay expected, or",
            "      a doctor that was wrong about a run of 'study failures'",
            "   2  a verb or option that does not exist",
            "   3  a setting that does not exist or does not fit",
            "   4  data that cannot be read or used",
            "   5  a checkpoint that is damaged or does not fit",
            "   6  another process is writing this run",
            "   7  training diverged",
            "   8  the disk is full, read-only or failing",
            "   9  memory ran out",
            "  10  shapes that do not fit together",
            "  11  the engine (libtorch) cannot be used",
            " 129, 130, 143  stopped by SIGHUP, Ctrl-C or SIGTERM, after saving"
        },
        versionProvider = Version.class)
public final class Main implements Runnable {

    /** Every verb, in the order of the help. */
    private static final List<Class<?>> VERBS =
            List.of(
                    DemoCommand.class,
                    TrainCommand.class,
                    ResumeCommand.class,
                    SampleCommand.class,
                    LatentCommand.class,
                    ReplayCommand.class,
                    MeasureCommand.class,
                    AugmentCommand.class,
                    TranslateCommand.class,
                    UpscaleCommand.class,
                    PapersCommand.class,
                    DataCommand.class,
                    LabCommand.class,
                    ImportCommand.class,
                    DoctorCommand.class,
                    StudyCommand.class,
                    CompletionCommand.class);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Say what a verb does and all its options.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Versions of Cardigan, libtorch and Java.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean version;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show stack traces and everything that is logged.")
    private boolean debug;

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(out, err, arguments);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /**
     * Runs one command line to its end and throws nothing.
     *
     * @return the exit code
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        Main main = new Main();
        CommandLine commandLine = commandLine(main).setOut(out).setErr(err);
        Failures failures = new Failures(commandLine);
        commandLine.setParameterExceptionHandler(
                (exception, unparsed) -> failures.usage(exception));
        commandLine.setExecutionExceptionHandler(
                (exception, command, parsed) -> failures.report(exception, main.debug));
        commandLine.setExecutionStrategy(parsed -> main.execute(parsed, err, failures));
        try {
            return commandLine.execute(arguments);
        } catch (Throwable error) { // picocli lets errors through, such as OutOfMemoryError
            return failures.report(error, main.debug);
        }
    }

    /** The whole command line, as {@code completion} describes it to a shell. */
    static CommandLine commandLine(Main main) {
        CommandLine commandLine = new CommandLine(main);
        VERBS.forEach(commandLine::addSubcommand);
        return WholeWords.in(commandLine)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setAbbreviatedOptionsAllowed(false);
    }

    private int execute(ParseResult parsed, PrintWriter err, Failures failures) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        Logging.begin(err, debug);
        MemoryWatch watch = MemoryWatch.begin(failure -> end(failure, failures, err));
        try {
            return new CommandLine.RunLast().execute(parsed);
        } finally {
            watch.end();
        }
    }

    /** At once: what would still be written may need the memory that is not there. */
    private void end(NativeMemoryException failure, Failures failures, PrintWriter err) {
        int code = failures.report(failure, debug);
        err.flush();
        Runtime.getRuntime().halt(code);
    }

    /** Without a verb. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
