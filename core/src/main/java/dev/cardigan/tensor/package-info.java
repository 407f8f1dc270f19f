/**
 * Tensors over libtorch: arrays, their memory, their gradients, named randomness. Knows no
 * networks.
 */
@NullMarked
package dev.cardigan.tensor;

import org.jspecify.annotations.NullMarked;
