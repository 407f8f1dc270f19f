/**
 * Watches a run, names what goes wrong with it in plain words, and treats it when asked to. Read
 * {@link dev.cardigan.training.doctor.Doctor} first.
 */
@NullMarked
package dev.cardigan.training.doctor;

import org.jspecify.annotations.NullMarked;
