/**
 * The life of a big result: deadlines, assembling, ending, cleaning up, forgetting. The orchestration looks at the stored state each time it
 * wakes, so messages that are lost, doubled or late change nothing. Its activities move the status and nobody else does.
 */
@NullMarked
package dev.convoy.orchestrations.bigresult;

import org.jspecify.annotations.NullMarked;
