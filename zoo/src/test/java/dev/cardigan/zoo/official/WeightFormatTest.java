package dev.cardigan.zoo.official;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.CheckpointException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What files are taken for; the names are written down here as the implementations have them. */
class WeightFormatTest {

    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    private void weight(String name, long... shape) {
        shapes.put(name, shape);
    }

    private void convolution(String name, long out, long in, long kernel) {
        weight(name + ".weight", out, in, kernel, kernel);
        weight(name + ".bias", out);
    }

    private Found find(String paper) {
        Shapes file = new Shapes("weights.pth", shapes);
        return WeightFormat.of(paper).orElseThrow().find(file, paper, OptionalInt.empty());
    }

    /** The names of our RRDB network of two groups, without {@code generator.inner.}. */
    private static List<String> ownRrdb(int doublings) {
        List<String> names = new ArrayList<>(List.of("first", "trunkEnd", "large", "last"));
        for (int i = 0; i < doublings; i++) {
            names.add("doublings." + i);
        }
        for (int group = 0; group < 2; group++) {
            for (int block = 0; block < 3; block++) {
                for (int i = 0; i < 5; i++) {
                    names.add(
                            "trunk.%d.blocks.layers.%d.convolutions.%d".formatted(group, block, i));
                }
            }
        }
        List<String> both = new ArrayList<>();
        for (String name : names) {
            both.add(name + ".weight");
            both.add(name + ".bias");
        }
        return both;
    }

    private static Set<String> official(Part part, List<String> own) {
        Set<String> names = new LinkedHashSet<>();
        own.forEach(name -> names.add(part.prefix() + part.names().of(name)));
        return names;
    }

    private void dense(String prefix, String convolution) {
        for (int i = 1; i <= 5; i++) {
            convolution(prefix + convolution.formatted(i), i < 5 ? 32 : 64, 64 + (i - 1) * 32L, 3);
        }
    }

    @Test
    void realEsrganIsKnownAndItsAverageToo() {
        for (String set : new String[] {"params.", "params_ema."}) {
            for (int group = 0; group < 2; group++) {
                for (int block = 1; block <= 3; block++) {
                    dense("%sbody.%d.rdb%d.".formatted(set, group, block), "conv%d");
                }
            }
            convolution(set + "conv_first", 64, 3, 3);
            for (String name : new String[] {"conv_body", "conv_up1", "conv_up2", "conv_hr"}) {
                convolution(set + name, 64, 64, 3);
            }
            convolution(set + "conv_last", 3, 64, 3);
        }
        Found found = find("esrgan");
        assertThat(found.settings())
                .containsEntry("factor", 4)
                .containsEntry("width", 64L)
                .containsEntry("blocks", 2)
                .containsEntry("growth", 32L)
                .containsEntry("convention", Map.of("range", "unit"));
        assertThat(found.parts()).extracting(Part::averaged).containsExactly(false, true);
        Set<String> names = new LinkedHashSet<>();
        found.parts().forEach(part -> names.addAll(official(part, ownRrdb(2))));
        assertThat(names).isEqualTo(shapes.keySet());
    }

    @Test
    void theFirstNamesOfEsrganAreKnownForEveryFactor() {
        for (int doublings = 0; doublings <= 3; doublings++) {
            shapes.clear();
            convolution("model.0", 64, 3, 3);
            for (int group = 0; group < 2; group++) {
                for (int block = 1; block <= 3; block++) {
                    dense("model.1.sub.%d.RDB%d.".formatted(group, block), "conv%d.0");
                }
            }
            convolution("model.1.sub.2", 64, 64, 3);
            for (int i = 1; i <= doublings; i++) {
                convolution("model." + 3 * i, 64, 64, 3);
            }
            convolution("model." + (3 * doublings + 2), 64, 64, 3);
            convolution("model." + (3 * doublings + 4), 3, 64, 3);
            Found found = find("esrgan");
            assertThat(found.settings())
                    .containsEntry("factor", 1 << doublings)
                    .containsEntry("blocks", 2);
            assertThat(official(found.parts().get(0), ownRrdb(doublings)))
                    .isEqualTo(shapes.keySet());
        }
    }

    @Test
    void networksThatShufflePixelsFirstAreRefusedInWords() {
        dense("body.0.rdb1.", "conv%d");
        convolution("conv_first", 64, 12, 3);
        convolution("conv_last", 3, 64, 3);
        assertThatThrownBy(() -> find("esrgan"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("shuffles pixels first");
    }

    private void style(String prefix, int side, long latent, long classes) {
        for (int at = 4; at <= side; at *= 2) {
            long width = Math.min(512, 32768 / at);
            weight(prefix + "synthesis.b" + at + ".conv1.weight", width, width, 3, 3);
            weight(prefix + "synthesis.b" + at + ".torgb.weight", 3, width, 1, 1);
        }
        weight(prefix + "synthesis.b4.const", 512, 4, 4);
        for (int i = 0; i < 8; i++) {
            weight(prefix + "mapping.fc" + i + ".weight", 512, i == 0 ? latent : 512);
        }
        if (classes > 0) {
            weight(prefix + "mapping.embed.weight", 512, classes);
        }
    }

    /** The published faces at 1024 pixels, by their shapes. */
    @Test
    void styleganOfAnySizeIsUnderstood() {
        style("G.", 1024, 512, 0);
        style("G_ema.", 1024, 512, 0);
        weight("D.b4.out.weight", 1, 512);
        weight("D.b8.skip.weight", 512, 512, 1, 1);
        Found found = find("stylegan2");
        assertThat(found.shape().toString()).isEqualTo("3x1024x1024");
        assertThat(found.settings())
                .containsEntry("breadth", 32768L)
                .containsEntry("widest", 512L)
                .containsEntry("depth", 8L)
                .containsEntry("preset", "auto");
        assertThat(found.parts()).extracting(Part::prefix).containsExactly("G.", "G_ema.", "D.");
        assertThat(found.fresh()).isEmpty();
    }

    @Test
    void classesMakeItAnotherPaperAndUnequalLengthsAreRefused() {
        style("", 32, 1024, 10);
        assertThat(find("stylegan2").paper()).isEqualTo("cstylegan2");
        assertThat(find("stylegan2").classes()).isEqualTo(10);
        shapes.clear();
        style("", 32, 64, 0);
        assertThatThrownBy(() -> find("stylegan2"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("latents of 64 numbers and styles of 512");
    }

    private void resnet(String prefix, int blocks, int second) {
        convolution(prefix + "model.1", 64, 3, 7);
        for (int i = 0; i < blocks; i++) {
            convolution(prefix + "model." + (10 + i) + ".conv_block.1", 256, 256, 3);
            convolution(prefix + "model." + (10 + i) + ".conv_block." + second, 256, 256, 3);
        }
        convolution(prefix + "model." + (17 + blocks), 3, 64, 7);
    }

    @Test
    void eachNetworkOfCycleganFindsItsSide() {
        resnet("G_A.", 9, 5);
        resnet("G_B.", 9, 5);
        for (int layer : new int[] {0, 2, 5, 8, 11}) {
            convolution("D_B.model." + layer, 64, 64, 4);
        }
        Found found = find("cyclegan");
        assertThat(found.parts())
                .extracting(part -> part.prefix() + " " + part.network())
                .containsExactly("G_A. generators.b.", "G_B. generators.a.", "D_B. judges.a.");
        assertThat(found.fresh()).containsExactly("the discriminator of b");
        assertThat(found.settings()).containsEntry("blocks", 9).containsEntry("judgeLayers", 3);
    }

    @Test
    void blocksWithDropoutHaveTheirSecondConvolutionOneFurther() {
        resnet("", 6, 6);
        Part part = find("cyclegan").parts().get(0);
        assertThat(part.names().of("model.layers.12.inner.layers.5.weight"))
                .isEqualTo("model.12.conv_block.6.weight");
    }
}
