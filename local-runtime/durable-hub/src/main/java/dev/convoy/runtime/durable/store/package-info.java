/**
 * Where the hub writes its changes down before they leave it. The port says what the engine needs; the implementation keeps the
 * changes as binary records in a journal. Knows no rules of orchestrations.
 */
@NullMarked
package dev.convoy.runtime.durable.store;

import org.jspecify.annotations.NullMarked;
