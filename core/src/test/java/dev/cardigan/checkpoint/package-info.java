/** Tests of the files that survive anything. */
@NullMarked
package dev.cardigan.checkpoint;

import org.jspecify.annotations.NullMarked;
