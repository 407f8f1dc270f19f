package dev.cardigan.cli;

import dev.cardigan.config.Nearest;
import dev.cardigan.data.Download;
import dev.cardigan.data.DownloadSet;
import dev.cardigan.error.ConfigException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches a published data set. */
@Command(
        name = "fetch",
        description =
                "Fetch a published set into ~/.cardigan/data; a broken one goes on where it stopped.")
final class DataFetchCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "A name that 'cardigan data list' shows.")
    private String name = "";

    @Override
    public Integer call() {
        if (!DownloadSet.names().contains(name)) {
            throw new ConfigException(
                    "no data set '%s' can be fetched%s; there are %s"
                            .formatted(
                                    name,
                                    Nearest.to(name, DownloadSet.names())
                                            .map(near -> "; did you mean '" + near + "'?")
                                            .orElse(""),
                                    String.join(", ", DownloadSet.names())));
        }
        try (TerminalProgress progress = new TerminalProgress(spec.commandLine().getErr())) {
            Path folder = Download.inHome().fetch(name, progress);
            spec.commandLine().getOut().println(folder);
        }
        return 0;
    }
}
