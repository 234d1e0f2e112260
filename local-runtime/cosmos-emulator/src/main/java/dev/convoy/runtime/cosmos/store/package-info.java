/**
 * Where the emulator's changes are kept: one record in the journal for each, and snapshots that shorten it. A record is one
 * transaction, so a crash at any byte leaves it whole or absent. Knows the core's changes and nothing of the wire.
 */
@NullMarked
package dev.convoy.runtime.cosmos.store;

import org.jspecify.annotations.NullMarked;
