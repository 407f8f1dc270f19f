/** Files that survive anything: weight files, checkpoints and the folder of a run. */
@NullMarked
package dev.cardigan.checkpoint;

import org.jspecify.annotations.NullMarked;
