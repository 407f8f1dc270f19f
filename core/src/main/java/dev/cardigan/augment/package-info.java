/**
 * Changes that both real and generated pictures go through before a discriminator sees them, so
 * that it cannot learn few pictures by heart.
 */
@NullMarked
package dev.cardigan.augment;

import org.jspecify.annotations.NullMarked;
