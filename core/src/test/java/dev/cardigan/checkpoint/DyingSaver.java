package dev.cardigan.checkpoint;

import java.nio.file.Path;

/** A process that saves step 3; the tests halt it half-way. */
final class DyingSaver {

    private DyingSaver() {}

    public static void main(String[] arguments) {
        CheckpointStore.in(Path.of(arguments[0])).save(3, SampleContent.of(3), Retention.keep(2));
    }
}
