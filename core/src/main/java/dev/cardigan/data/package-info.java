/**
 * Data sets: pictures, built-in data, tables of points; decoded on Java threads, without the
 * engine.
 */
@NullMarked
package dev.cardigan.data;

import org.jspecify.annotations.NullMarked;
