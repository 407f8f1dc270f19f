/** The command line: one class per verb, over the zoo and the engine. */
@NullMarked
package dev.cardigan.cli;

import org.jspecify.annotations.NullMarked;
