/**
 * The measuring stick: what this machine can do, what a plain loop gets out of it, and what
 * Cardigan gets out of it, all measured in the same run.
 */
@NullMarked
package dev.cardigan.benchmarks;

import org.jspecify.annotations.NullMarked;
