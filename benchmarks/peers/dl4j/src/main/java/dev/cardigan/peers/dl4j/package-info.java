/** DCGAN 64 in Deeplearning4j. */
@NullMarked
package dev.cardigan.peers.dl4j;

import org.jspecify.annotations.NullMarked;
