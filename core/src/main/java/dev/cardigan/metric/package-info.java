/** Measures: functions of samples and features. Train nothing. */
@NullMarked
package dev.cardigan.metric;

import org.jspecify.annotations.NullMarked;
