@NullMarked
package dev.cardigan.zoo;

import org.jspecify.annotations.NullMarked;
