/**
 * Data sets, the built-in ones included, and the loader that turns them into batches; no engine.
 */
@NullMarked
package dev.cardigan.data;

import org.jspecify.annotations.NullMarked;
