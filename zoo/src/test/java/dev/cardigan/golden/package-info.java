/** Golden tests of the networks and losses of papers, run by the classes of core's own. */
@NullMarked
package dev.cardigan.golden;

import org.jspecify.annotations.NullMarked;
