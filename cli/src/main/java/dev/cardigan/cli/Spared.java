package dev.cardigan.cli;

import dev.cardigan.error.StorageException;
import dev.cardigan.training.Hook;

/**
 * Training goes on where a line of the record or a picture cannot be written; the first failure is
 * told. Whether a disk without space ends a run is for its checkpoints to say.
 */
final class Spared {

    private final Screen screen;
    private boolean told;

    Spared(Screen screen) {
        this.screen = screen;
    }

    /** The hook, whose failures to write do not end training. */
    Hook of(Hook hook) {
        return run -> {
            try {
                hook.after(run);
            } catch (StorageException failure) {
                if (!told) {
                    told = true;
                    screen.say(failure.getMessage() + " Training goes on without it.");
                }
            }
        };
    }
}
