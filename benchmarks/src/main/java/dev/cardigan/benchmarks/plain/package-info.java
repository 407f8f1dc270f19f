/** The training loop a person would write with JavaCPP alone: the peer to compare with. */
@NullMarked
package dev.cardigan.benchmarks.plain;

import org.jspecify.annotations.NullMarked;
