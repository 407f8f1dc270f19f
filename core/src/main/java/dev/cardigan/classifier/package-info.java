/** A small classifier of pictures, and what one can conclude from several trainings of it. */
@NullMarked
package dev.cardigan.classifier;

import org.jspecify.annotations.NullMarked;
