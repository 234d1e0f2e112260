/**
 * Azurite, the Blob Storage of the local runtime: a pinned npm package, installed from a lock file and run by the system's Node.
 * It is the one part that is not ours and not a JVM. Its process ends when ours does, however ours ends.
 */
@NullMarked
package dev.convoy.runtime.stack.azurite;

import org.jspecify.annotations.NullMarked;
