/**
 * What a person sees of a stack: one log with a coloured prefix per part. Lines of child processes and log events of this JVM's own
 * threads meet here. Nothing else in the local runtime writes to the terminal.
 */
@NullMarked
package dev.convoy.runtime.stack.console;

import org.jspecify.annotations.NullMarked;
