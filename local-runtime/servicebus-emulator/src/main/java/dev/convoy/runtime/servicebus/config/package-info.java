/**
 * The official emulator's {@code Config.json}: which queues, topics, subscriptions and rules exist from the start. Read into the broker's own
 * terms, or refused with the file's name and the field's.
 */
@NullMarked
package dev.convoy.runtime.servicebus.config;

import org.jspecify.annotations.NullMarked;
