/** The training loop: runs, turns, guard, log, hooks. Names no paper. */
@NullMarked
package dev.cardigan.training;

import org.jspecify.annotations.NullMarked;
