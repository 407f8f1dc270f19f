package dev.cardigan.data;

/**
 * Points as they come from a data set, before they become a tensor. The arrays are the receiver's
 * to keep; two values are equal only where they share them.
 *
 * @param values [count, dimensions], row by row
 * @param labels [count]
 */
@SuppressWarnings("ArrayRecordComponent") // raw material for a tensor, never compared
public record RawPoints(float[] values, int[] labels, int count, int dimensions) {}
