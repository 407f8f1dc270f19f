/** Extra prices the discriminator pays, mostly for steep slopes. */
@NullMarked
package dev.cardigan.adversarial.regularizer;

import org.jspecify.annotations.NullMarked;
