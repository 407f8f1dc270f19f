package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.config.Json;
import dev.cardigan.data.Intake;
import dev.cardigan.zoo.Recipe;
import dev.cardigan.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PapersCommandTest {

    @Test
    void everyPaperIsListedAndDescribed() {
        String list = Cli.run("papers").out();
        for (Recipe<?, ?> recipe : Zoo.recipes()) {
            assertThat(list).contains(recipe.name(), recipe.paper().title());
            String described = Cli.run("papers", recipe.name()).out();
            assertThat(described).contains(recipe.paper().link(), recipe.expect());
            if (recipe.intake().kind() == Intake.Kind.SAMPLES) {
                assertThat(described)
                        .contains("latent  whole number", "Cures of mode collapse")
                        .contains("unrolled.steps  whole number, default 5");
            }
        }
    }

    @Test
    void jsonHasAllOfIt() {
        var list = Json.parse(Cli.run("papers", "--json").out(), "output");
        assertThat((List<?>) list.get("papers")).hasSize(Zoo.recipes().size());
        var one = Json.parse(Cli.run("papers", "dcgan", "--json").out(), "output");
        assertThat(one).containsEntry("year", 2016).containsKeys("link", "settings", "example");
        assertThat(keys(one, "cures")).contains("packing", "balance.high");
        assertThat(keys(one, "run")).contains("batch", "evaluate.every");
    }

    @Test
    void theSettingsOfTheRunAreListedOnceBesideThePapersOwn() {
        String cyclegan = Cli.run("papers", "cyclegan").out();
        assertThat(cyclegan)
                .contains("Settings of the run")
                .contains("batch  whole number, default 1 samples")
                .contains("augment.ada.target  number or null, default null")
                .contains("average.halfLife.pictures  number, default 10000.0")
                .contains("doctorEvery  whole number, default 250 steps");
        var one = Json.parse(Cli.run("papers", "dcgan", "--json").out(), "output");
        List<String> heads =
                keys(one, "run").stream().map(key -> key.split("\\.", 2)[0]).distinct().toList();
        List<String> all = new ArrayList<>(Keys.of(RunSettings.class));
        all.removeAll(List.of("model", "cures"));
        assertThat(heads).isEqualTo(all);
    }

    private static List<String> keys(Map<String, Object> described, String list) {
        return ((List<?>) described.get(list))
                .stream().map(key -> String.valueOf(((Map<?, ?>) key).get("key"))).toList();
    }

    @Test
    void aMisspeltPaperIsASettingThatDoesNotExist() {
        Cli wrong = Cli.run("papers", "wgangp");
        assertThat(wrong.code()).isEqualTo(3);
        assertThat(wrong.err()).contains("no paper 'wgangp'; did you mean 'wgan-gp'?");
    }
}
