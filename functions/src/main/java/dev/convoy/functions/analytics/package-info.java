/**
 * Counting events in buckets of minutes, hours and days. An event counts once, in the bucket of its own time, however late or often it
 * comes. The counters and the record of what was counted change in one batch.
 */
@NullMarked
package dev.convoy.functions.analytics;

import org.jspecify.annotations.NullMarked;
