package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.config.Settings;
import dev.cardigan.data.Digits;
import dev.cardigan.data.Progress;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.StorageException;
import dev.cardigan.training.Hook;
import dev.cardigan.training.Rescue;
import dev.cardigan.training.Trainer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SparedTest {

    private final StringWriter said = new StringWriter();
    private final Spared spared = new Spared(new Screen(new PrintWriter(said), Screen.Mode.PLAIN));

    private static long trained(Hook... hooks) {
        Settings settings =
                Settings.ofMap(
                        Map.of("data", Digits.NAME, "size", 16, "steps", 3, "threads", 1), "test");
        try (Session session = Session.open("gan", settings, Progress.SILENT)) {
            new Trainer(List.of(hooks), Rescue.NONE, () -> false).train(session.run());
            return session.run().step();
        }
    }

    @Test
    void whatCannotBeWrittenIsToldOnceAndTrainingGoesOn() {
        Hook line =
                spared.of(
                        run -> {
                            throw new StorageException("metrics.jsonl: no space.");
                        });
        Hook picture =
                spared.of(
                        run -> {
                            throw new StorageException("sample.png: no space.");
                        });
        assertThat(trained(line, picture)).isEqualTo(3);
        assertThat(said.toString().lines())
                .containsExactly("metrics.jsonl: no space. Training goes on without it.");
    }

    @Test
    void otherFailuresEndTraining() {
        Hook wrong =
                spared.of(
                        run -> {
                            throw new ConfigException("no measure of this name");
                        });
        assertThatThrownBy(() -> trained(wrong))
                .isInstanceOf(ConfigException.class)
                .hasMessage("no measure of this name");
        assertThat(said.toString()).isEmpty();
    }
}
