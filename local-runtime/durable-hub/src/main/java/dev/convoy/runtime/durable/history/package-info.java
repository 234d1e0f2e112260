/**
 * What an orchestration has seen and what it asks for, as values. Events make up a history, actions come back from a turn, changes
 * are what the hub writes down. Knows neither time, nor threads, nor a wire.
 */
@NullMarked
package dev.convoy.runtime.durable.history;

import org.jspecify.annotations.NullMarked;
