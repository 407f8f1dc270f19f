/**
 * The space a generator draws from: ways through it, directions in it, and the way back from a
 * picture to its code. Works with any generator one can draw from; those with styles show most.
 */
@NullMarked
package dev.cardigan.latent;

import org.jspecify.annotations.NullMarked;
