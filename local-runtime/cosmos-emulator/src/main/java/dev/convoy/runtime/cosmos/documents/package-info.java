/**
 * The semantic core of the emulator: databases, containers, partitions and items with their ETags, batches, patches, expiry and
 * change feed. It takes values and the time and answers values; it knows neither HTTP nor files nor the wall clock. What changes
 * is told to a {@link dev.convoy.runtime.cosmos.documents.ChangeLog} before anyone can see it.
 */
@NullMarked
package dev.convoy.runtime.cosmos.documents;

import org.jspecify.annotations.NullMarked;
