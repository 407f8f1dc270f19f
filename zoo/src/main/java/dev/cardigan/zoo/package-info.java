/** One paper, one file: its networks, its settings, its source. No paper imports another. */
@NullMarked
package dev.cardigan.zoo;

import org.jspecify.annotations.NullMarked;
