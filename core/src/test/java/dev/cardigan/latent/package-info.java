/** Tests of the latent tools. */
@NullMarked
package dev.cardigan.latent;

import org.jspecify.annotations.NullMarked;
