package dev.cardigan.cli;

import dev.cardigan.zoo.Recipe;
import java.nio.file.Path;

/** The command that shows what a run has learned: which one depends on what its paper takes. */
final class NextCommand {

    private NextCommand() {}

    static String of(Recipe<?, ?> paper, Path run) {
        String named = quoted(run);
        return switch (paper.intake().kind()) {
            case SAMPLES, LABELLED -> "cardigan sample " + named;
            case UNPAIRED, PAIRED -> "cardigan translate " + named + " PICTURES";
            case CROPS -> "cardigan upscale PICTURES --run " + named;
        };
    }

    /** As a shell takes it back. */
    static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[\\w./:\\\\+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
