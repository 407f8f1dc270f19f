/**
 * What tells how near generated samples are to real ones: divergences, distances, modes covered,
 * and the closed forms that theory knows.
 */
@NullMarked
package dev.cardigan.metric;

import org.jspecify.annotations.NullMarked;
