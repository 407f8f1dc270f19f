/** Update rules, schedules, clipping and averages of weights. Knows no GANs. */
@NullMarked
package dev.cardigan.optim;

import org.jspecify.annotations.NullMarked;
