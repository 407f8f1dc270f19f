/** Layers: records of weights with a forward pass. Knows no losses. */
@NullMarked
package dev.cardigan.nn;

import org.jspecify.annotations.NullMarked;
