package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.config.Json;
import dev.cardigan.data.Intake;
import dev.cardigan.zoo.Recipe;
import dev.cardigan.zoo.Zoo;
import java.util.List;
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
    }

    @Test
    void aMisspeltPaperIsASettingThatDoesNotExist() {
        Cli wrong = Cli.run("papers", "wgangp");
        assertThat(wrong.code()).isEqualTo(3);
        assertThat(wrong.err()).contains("no paper 'wgangp'; did you mean 'wgan-gp'?");
    }
}
