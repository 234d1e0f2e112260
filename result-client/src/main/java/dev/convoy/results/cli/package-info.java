/**
 * The commands {@code ./convoy send-result} and {@code ./convoy fetch-result}. What goes wrong is one line and an exit code: 1 if it failed, 2 if it could not
 * start. On a terminal a bar shows how it goes, elsewhere a line from time to time.
 */
@NullMarked
package dev.convoy.results.cli;

import org.jspecify.annotations.NullMarked;
