/** Experiments that make the theory of GANs visible: small games beside what is known of them. */
@NullMarked
package dev.cardigan.lab;

import org.jspecify.annotations.NullMarked;
