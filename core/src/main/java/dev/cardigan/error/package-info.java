@NullMarked
package dev.cardigan.error;

import org.jspecify.annotations.NullMarked;
