/** Golden tests: the numbers of reference implementations, replayed through the product's code. */
@NullMarked
package dev.cardigan.golden;

import org.jspecify.annotations.NullMarked;
