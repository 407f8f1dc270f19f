/** Weight files of PyTorch, read without executing anything in them. */
@NullMarked
package dev.cardigan.checkpoint.torch;

import org.jspecify.annotations.NullMarked;
