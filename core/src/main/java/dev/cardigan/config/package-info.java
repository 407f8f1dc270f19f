/**
 * Configuration as records: settings from YAML, environment and command line, bound to a record
 * over its defaults, with errors that name file, line, key and the nearest known key.
 */
@NullMarked
package dev.cardigan.config;

import org.jspecify.annotations.NullMarked;
