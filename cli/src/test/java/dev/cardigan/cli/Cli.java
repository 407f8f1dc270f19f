package dev.cardigan.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command line answered. */
record Cli(int code, String out, String err) {

    static Cli run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), texts);
        return new Cli(code, out.toString(), err.toString());
    }
}
