/**
 * Puts chunks into the staging container with a fixed number of fixed buffers, however long a chunk is and wherever it comes from. Blocks go up side by
 * side, each with its MD5; a chunk's own MD5 is computed on the way. Knows neither transactions nor messages.
 */
@NullMarked
package dev.convoy.results.staging;

import org.jspecify.annotations.NullMarked;
