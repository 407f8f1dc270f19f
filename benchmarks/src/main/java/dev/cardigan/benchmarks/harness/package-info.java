/** Runs contestants in child processes, in interleaved rounds, and sums up what they measured. */
@NullMarked
package dev.cardigan.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
