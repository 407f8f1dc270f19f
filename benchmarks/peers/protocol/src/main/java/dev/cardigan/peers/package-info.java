/** What every peer shares: the work, how long it is measured, and what it prints. */
@NullMarked
package dev.cardigan.peers;

import org.jspecify.annotations.NullMarked;
