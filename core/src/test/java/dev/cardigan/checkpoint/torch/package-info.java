/** Tests of the files that survive anything. */
@NullMarked
package dev.cardigan.checkpoint.torch;

import org.jspecify.annotations.NullMarked;
