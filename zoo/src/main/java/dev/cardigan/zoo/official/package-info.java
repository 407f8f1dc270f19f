/** The weight files of the papers' authors: what is in them, and by which names. */
@NullMarked
package dev.cardigan.zoo.official;

import org.jspecify.annotations.NullMarked;
