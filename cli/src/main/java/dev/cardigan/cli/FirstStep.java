package dev.cardigan.cli;

import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.error.StorageException;
import java.util.function.IntSupplier;

/**
 * A new run until its first step is done. One that fails before has nothing to go on with: its
 * folder would be the latest run, and keep its name from the corrected command.
 */
record FirstStep(Session session, RunFolder folder, Screen screen) {

    /** Trains; whatever ends that before the first step takes the folder with it. */
    int guarding(IntSupplier training) {
        boolean ended = false;
        try {
            int code = training.getAsInt();
            ended = true;
            return code;
        } finally {
            if (!ended && session.run().step() == 0) {
                takeBack();
            }
        }
    }

    private void takeBack() {
        Logging.intoHome();
        try {
            folder.discard();
            screen.conclude(
                    "The folder of the run is removed, as nothing was trained: " + folder.path());
        } catch (StorageException kept) {
            // What ended the run is what the user must hear.
            screen.conclude(String.valueOf(kept.getMessage()));
        }
    }
}
