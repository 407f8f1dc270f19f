/** Reads real data into raw batches in Java memory, on any thread, without the engine. */
@NullMarked
package dev.cardigan.data;

import org.jspecify.annotations.NullMarked;
