@NullMarked
package dev.cardigan.evaluation;

import org.jspecify.annotations.NullMarked;
