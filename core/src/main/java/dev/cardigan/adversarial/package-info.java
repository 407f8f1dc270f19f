/** GANs as games: players, phases, losses. Does not step an optimizer. */
@NullMarked
package dev.cardigan.adversarial;

import org.jspecify.annotations.NullMarked;
