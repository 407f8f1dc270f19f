@NullMarked
package dev.cardigan.cli;

import org.jspecify.annotations.NullMarked;
