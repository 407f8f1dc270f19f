package dev.cardigan.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.cardigan.error.ConfigException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Optional records that offer values of their own. */
class SwitchedTest {

    /** Public, as the constant of a settings record is. */
    public record Filter(int size, double gain) {
        public static final Filter PAPER = new Filter(7, 0.5);
    }

    private record Sound(Optional<Filter> filter, boolean loud) {}

    private static final Sound QUIET = new Sound(Optional.empty(), false);
    private static final Choices NONE =
            Choices.of(Example.Judge.class, Map.of("hinge", new Example.Hinge(1)));

    private static Sound bind(Sound start, String... assignments) {
        return Binder.with(NONE).bind(start, Settings.ofAssignments(List.of(assignments)));
    }

    @Test
    void trueSwitchesOnAndASettingChangesWhatThatMeans() {
        assertThat(bind(QUIET, "filter=true").filter()).contains(new Filter(7, 0.5));
        assertThat(bind(QUIET, "filter.size=9").filter()).contains(new Filter(9, 0.5));
        assertThat(bind(QUIET, "filter=true", "filter.gain=2").filter()).contains(new Filter(7, 2));
        assertThat(bind(QUIET, "loud=true").filter()).isEmpty();
    }

    @Test
    void falseAndNullSwitchOff() {
        Sound on = new Sound(Optional.of(new Filter(1, 1)), false);
        assertThat(bind(on, "filter=true").filter()).contains(new Filter(1, 1));
        assertThat(bind(on, "filter=false").filter()).isEmpty();
        assertThat(bind(on, "filter=null").filter()).isEmpty();
        assertThat(bind(QUIET, "filter=true", "filter=false").filter()).isEmpty();
    }

    @Test
    void whatIsBoundIsWrittenAndReadBack() {
        Sound on = bind(QUIET, "filter.size=3");
        Settings written = Settings.ofMap(Binder.with(NONE).toMap(on), "run.json");
        assertThat(Binder.with(NONE).bind(QUIET, written)).isEqualTo(on);
        Settings off = Settings.ofMap(Binder.with(NONE).toMap(QUIET), "run.json");
        assertThat(Binder.with(NONE).bind(on, off)).isEqualTo(QUIET);
    }

    @Test
    void othersAreStillRefused() {
        assertThatThrownBy(() -> bind(QUIET, "filter=5"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected a mapping, found '5'");
    }

    @Test
    void theListOfKeysShowsTheValuesThatTrueMeans() {
        assertThat(Describe.keys(QUIET, NONE))
                .extracting(Describe.Key::path, Describe.Key::type, Describe.Key::standard)
                .contains(
                        tuple("filter", "true, or its settings, or null", "null"),
                        tuple("filter.size", "whole number", "7"));
        assertThat(Json.writeString(Schema.of(QUIET, NONE, "sound"))).contains("\"boolean\"");
    }
}
