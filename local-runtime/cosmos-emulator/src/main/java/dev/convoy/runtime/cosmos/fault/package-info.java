/**
 * Trouble on demand: rules that refuse or delay requests by their kind, with a seed, so that a run can be repeated. A test adds
 * rules to a running emulator. Knows nothing of HTTP but status numbers.
 */
@NullMarked
package dev.convoy.runtime.cosmos.fault;

import org.jspecify.annotations.NullMarked;
