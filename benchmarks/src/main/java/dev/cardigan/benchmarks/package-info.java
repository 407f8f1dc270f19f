@NullMarked
package dev.cardigan.benchmarks;

import org.jspecify.annotations.NullMarked;
