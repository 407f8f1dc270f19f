package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataPathTest {

    @TempDir private Path folder;

    @Test
    void filesAreAbsoluteBehindAnyPrefixAndNamesStayAsTheyAre() {
        String relative = Path.of("").toAbsolutePath().relativize(folder).toString();
        assertThat(DataPath.located(relative)).isEqualTo(folder.toString());
        assertThat(DataPath.located("stacked:" + relative)).isEqualTo("stacked:" + folder);
        assertThat(DataPath.located("swapped:" + relative)).isEqualTo("swapped:" + folder);
        assertThat(DataPath.located("stacked:mnist")).isEqualTo("stacked:mnist");
        assertThat(DataPath.located("builtin:digits")).isEqualTo("builtin:digits");
    }
}
