/** DCGAN 64 in TensorFlow for Java. */
@NullMarked
package dev.cardigan.peers.tensorflow;

import org.jspecify.annotations.NullMarked;
