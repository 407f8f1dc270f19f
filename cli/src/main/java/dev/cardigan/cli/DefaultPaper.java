package dev.cardigan.cli;

import dev.cardigan.data.Toy2d;
import dev.cardigan.error.ConfigException;
import dev.cardigan.zoo.OriginalGan;
import dev.cardigan.zoo.R3Gan;
import dev.cardigan.zoo.Zoo;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is trained where nobody names a paper. */
final class DefaultPaper {

    private DefaultPaper() {}

    /**
     * The modern baseline for pictures, with classes or without: whoever wants to choose the class
     * asks for {@code cr3gan}. Perceptrons for points.
     */
    static String on(String data) {
        boolean points = Toy2d.NAMES.stream().anyMatch(name -> data.equals("builtin:" + name));
        return points ? OriginalGan.RECIPE.name() : R3Gan.RECIPE.name();
    }

    /**
     * The same name.
     *
     * @throws ConfigException if it is no paper but data that lie there, meant for {@code --data}
     */
    static String unlessData(String paper) {
        if (Zoo.find(paper).isEmpty() && Files.exists(Path.of(paper))) {
            throw new ConfigException(
                    "no paper '%s', but data of this name: run 'cardigan train --data %s'"
                            .formatted(paper, paper));
        }
        return paper;
    }
}
