package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {

    @Test
    void helpTeaches() {
        Cli help = Cli.run("--help");
        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains(
                        "cardigan demo", "papers", "doctor", "Exit codes", "7  training diverged");
        assertThat(Cli.run().out()).isEqualTo(help.out());
        assertThat(Cli.run("sample", "--help").out()).contains("--interpolate", "Examples");
    }

    @Test
    void versionsAreRealNumbers() {
        assertThat(Cli.run("--version").out())
                .containsPattern("Cardigan \\d+\\.\\d+")
                .containsPattern("libtorch 2\\.\\d+")
                .contains("Java " + Runtime.version());
    }

    @ParameterizedTest
    @CsvSource({
        "docter, unknown verb 'docter'; did you mean 'doctor'?",
        "sampel, unknown verb 'sampel'; did you mean 'sample'?",
        "--hlep, unknown option '--hlep'; did you mean '--help'?",
    })
    void misspeltWordsAreUsageErrorsWithTheNearestOne(String word, String line) {
        Cli wrong = Cli.run(word);
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).startsWith("error: " + line + System.lineSeparator());
    }

    @Test
    void anOptionIsNearestAmongThoseOfItsVerb() {
        Cli wrong = Cli.run("data", "inspect", "builtin:ring8", "--wal", "x.png");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("did you mean '--wall'?");
    }

    @Test
    void memoryThatRanOutIsSaidAsSuchWhereverItIsInTheChain() {
        StringWriter err = new StringWriter();
        Failures failures =
                new Failures(new CommandLine(new Main()).setErr(new PrintWriter(err, true)));
        Throwable wrapped = new IllegalStateException(new OutOfMemoryError("Java heap space"));
        assertThat(failures.report(wrapped, false)).isEqualTo(9);
        assertThat(err.toString()).startsWith("error: memory ran out (Java heap space)");
    }

    @Test
    void completionIsAScriptThatKnowsTheVerbs() {
        assertThat(Cli.run("completion").out()).contains("complete -F", "papers", "doctor");
    }
}
