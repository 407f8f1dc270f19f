/** Tests of reading data. */
@NullMarked
package dev.cardigan.data;

import org.jspecify.annotations.NullMarked;
