/**
 * Measuring by a protocol: which samples, which extractor, which scores; during training and after
 * it. Stands on training, whose loop also trains the extractors.
 */
@NullMarked
package dev.cardigan.evaluation;

import org.jspecify.annotations.NullMarked;
