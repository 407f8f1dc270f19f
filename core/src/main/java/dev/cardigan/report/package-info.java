/**
 * Everything a person looks at: the metrics record, pictures in files and terminals, charts and the
 * report of a run. Knows nothing of the engine: it works on bytes, numbers and run folders.
 */
@NullMarked
package dev.cardigan.report;

import org.jspecify.annotations.NullMarked;
