/**
 * The command line behind the launcher script: parses, starts, waits, stops. Whatever keeps it from starting is one line on standard
 * error and exit code 2. The help texts also stand in the repository, so that the script answers {@code --help} without a build.
 */
@NullMarked
package dev.convoy.runtime.stack.cli;

import org.jspecify.annotations.NullMarked;
