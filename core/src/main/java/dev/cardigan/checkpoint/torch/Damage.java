package dev.cardigan.checkpoint.torch;

import dev.cardigan.error.CheckpointException;
import java.nio.file.Path;

/** What is said of a file that cannot be read, or that Cardigan will not read. */
record Damage(Path file) {

    private static final int LONGEST = 100;

    /** The file is not what it says it is. */
    CheckpointException at(String problem) {
        return new CheckpointException(
                "%s: not a sound PyTorch file: %s; fetch or save it again"
                        .formatted(file, problem));
    }

    /** The file may be sound, but is of another kind. */
    CheckpointException other(String what) {
        return new CheckpointException("%s: %s".formatted(file, what));
    }

    /**
     * The file wants something of the program.
     *
     * @param name of what it wants, {@code os.system}
     */
    CheckpointException refused(String name) {
        if (name.startsWith("torch_utils.") || name.startsWith("dnnlib.")) {
            return other(
                    "a StyleGAN pickle, which holds program code (%s): refused; Cardigan never executes what a file says; convert it with docs/convert-stylegan-pkl.py where Python is"
                            .formatted(shown(name)));
        }
        return other(
                "holds a call of %s: refused; Cardigan never executes what a file says; if you trust the file, save only its tensors, torch.save(model.state_dict(), FILE)"
                        .formatted(shown(name)));
    }

    /** A name from a stranger's file, fit for a message: short, and without control characters. */
    static String shown(String name) {
        String cut = name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "...";
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
