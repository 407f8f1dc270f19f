package dev.cardigan.benchmarks.harness;

import dev.cardigan.error.EngineException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Another process that keeps every core busy for as long as this is open: the machine as it is when
 * its owner also does something else.
 */
public final class BusyCores implements AutoCloseable {

    private static final String READY = "spinning";

    private final Process process;

    private BusyCores(Process process) {
        this.process = process;
    }

    /**
     * Starts it and waits until it spins.
     *
     * @param cores how many threads spin
     * @throws EngineException if it does not start
     */
    public static BusyCores of(int cores) {
        List<String> command =
                ChildJvm.command(BusyCores.class.getName(), List.of(Integer.toString(cores)));
        try {
            Process process = new ProcessBuilder(command).start();
            BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
            if (READY.equals(reader.readLine())) {
                return new BusyCores(process);
            }
            ChildJvm.destroy(process);
            throw new EngineException(
                    "The process that keeps the cores busy did not start: expected it to print "
                            + READY
                            + ". Its command was "
                            + String.join(" ", command));
        } catch (IOException e) {
            throw new EngineException(
                    "The process that keeps the cores busy could not be started: " + e.getMessage(),
                    e);
        }
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        ChildJvm.destroy(process);
    }

    /** The spinning process; ends with its parent, whose end closes standard input. */
    public static void main(String[] arguments) throws IOException {
        for (int core = 0; core < Integer.parseInt(arguments[0]); core++) {
            Thread spinner = new Thread(BusyCores::spin, "spinner-" + core);
            spinner.setDaemon(true);
            spinner.start();
        }
        new PrintStream(System.out, true, StandardCharsets.UTF_8).println(READY);
        while (System.in.read() >= 0) {
            // Nothing is ever sent; the end of the stream is the parent's end.
        }
    }

    private static void spin() {
        double number = 1;
        while (number > 0) {
            number = number * 1.000001 % 1000 + 1;
        }
    }
}
