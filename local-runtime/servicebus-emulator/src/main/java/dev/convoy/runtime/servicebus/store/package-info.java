/**
 * Durability: the broker's changes as records of a journal. One record per request; nothing leaves the process before its record
 * is written. A restart reads the records back into the broker.
 */
@NullMarked
package dev.convoy.runtime.servicebus.store;

import org.jspecify.annotations.NullMarked;
