/** This machine's own peak for the convolutions and matrix products that GANs are made of. */
@NullMarked
package dev.cardigan.benchmarks.ceiling;

import org.jspecify.annotations.NullMarked;
