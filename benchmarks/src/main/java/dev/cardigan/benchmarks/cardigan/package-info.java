/** Cardigan itself as a contestant. */
@NullMarked
package dev.cardigan.benchmarks.cardigan;

import org.jspecify.annotations.NullMarked;
