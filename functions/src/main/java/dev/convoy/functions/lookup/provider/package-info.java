/**
 * The outside world of lookups: one class per service, each only its lookup. Calls go through one guard per provider, which
 * limits rate, concurrency and time, retries with jitter and stops asking what is broken. What providers say is bounded and never trusted.
 */
@NullMarked
package dev.convoy.functions.lookup.provider;

import org.jspecify.annotations.NullMarked;
