/** Parts that more than one paper uses. */
@NullMarked
package dev.cardigan.zoo.block;

import org.jspecify.annotations.NullMarked;
