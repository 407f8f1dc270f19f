package dev.cardigan.cli;

import java.nio.file.Path;
import java.util.List;

/** Where samples go. Takes them piece by piece, in order. */
interface SampleOutput {

    /** The next ones. */
    void take(Drawn drawn);

    /** Called once after the last. Answers what was written. */
    List<Path> finish();
}
