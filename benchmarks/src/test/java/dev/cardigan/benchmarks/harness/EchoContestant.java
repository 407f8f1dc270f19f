package dev.cardigan.benchmarks.harness;

import java.io.IOException;

/** A contestant without an engine: says in its windows what it was given, or fails as told. */
final class EchoContestant {

    private EchoContestant() {}

    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "fail" -> {
                System.err.println("no such device");
                System.exit(7);
            }
            case "hang" -> {
                while (System.in.read() >= 0) {
                    // Standard input stays open for as long as the parent lives.
                }
            }
            case "silent" -> System.out.println("nothing to say");
            default -> print(arguments);
        }
    }

    private static void print(String[] arguments) {
        String variables =
                System.getenv("OMP_NUM_THREADS")
                        + " "
                        + System.getenv("OMP_WAIT_POLICY")
                        + " "
                        + System.getenv("OPENBLAS_NUM_THREADS")
                        + System.getProperty("cardigan.echo", "").replaceAll("^(?=.)", " ");
        System.out.println("a line that is no window");
        System.out.println(Window.ended("echo", 1, "u/s", 1, String.join(" ", arguments)).toJson());
        System.out.println(Window.ended("environment", 2, "u/s", 1, variables).toJson());
    }
}
