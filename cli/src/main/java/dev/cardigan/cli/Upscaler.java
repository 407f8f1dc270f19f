package dev.cardigan.cli;

import dev.cardigan.data.Pixels;
import java.util.function.UnaryOperator;

/**
 * A way to make pictures larger.
 *
 * @param name what tables call it
 * @param enlarge grey or RGB to the same, larger by the factor
 */
record Upscaler(String name, UnaryOperator<Pixels> enlarge) {}
