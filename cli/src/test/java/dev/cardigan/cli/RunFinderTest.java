package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFinderTest {

    @TempDir private Path folder;

    @Test
    void aFolderThatIsNoRunDoesNotHideTheRunOfItsName() throws IOException {
        Path runs = folder.resolve("runs");
        Path run = Files.createDirectories(runs.resolve("core"));
        Files.writeString(run.resolve("run.json"), "{}");
        // Tests run in the module, where this folder is.
        assertThat(Path.of("src")).isDirectory();
        Path source = Files.createDirectories(runs.resolve("src"));
        Files.writeString(source.resolve("run.json"), "{}");
        assertThat(RunFinder.find(runs, "src")).isEqualTo(source);
        assertThat(RunFinder.find(runs, run.toString())).isEqualTo(run);
        assertThatThrownBy(() -> RunFinder.find(runs, "cores"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("did you mean 'core'?");
        assertThatThrownBy(() -> RunFinder.find(runs, folder.toString()))
                .hasMessageContaining("found a folder without a run.json; there are: core, src");
    }
}
