package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AugmentExportTest {

    @Test
    void everyClassHasAFolderOfItsOwn() {
        assertThat(AugmentExport.folders(List.of("cat", "guide dog")))
                .containsExactly("cat", "guide_dog");
        assertThat(AugmentExport.folders(List.of("猫", "犬"))).containsExactly("猫", "犬");
        assertThat(AugmentExport.folders(List.of("a b", "a_b", "c")))
                .containsExactly("000-a_b", "001-a_b", "002-c");
        assertThat(AugmentExport.folders(List.of("Cat", "cat")))
                .containsExactly("000-Cat", "001-cat");
        assertThat(AugmentExport.folders(List.of("?", "!"))).containsExactly("000-_", "001-_");
    }
}
