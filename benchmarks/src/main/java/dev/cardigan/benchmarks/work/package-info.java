/** The arithmetic that is measured: layer shapes and the floating-point operations they cost. */
@NullMarked
package dev.cardigan.benchmarks.work;

import org.jspecify.annotations.NullMarked;
