/**
 * A crash-safe log of records. State lives in memory; every change is one record, written before it is acknowledged, and is
 * replayed at the next start. Snapshots keep the log short.
 */
@NullMarked
package dev.convoy.runtime.kit.journal;

import org.jspecify.annotations.NullMarked;
