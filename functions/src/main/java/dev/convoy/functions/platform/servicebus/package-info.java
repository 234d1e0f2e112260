/**
 * The port through which messages leave, and Service Bus behind it. Senders are opened once and kept. Sending several messages to
 * one entity keeps their order.
 */
@NullMarked
package dev.convoy.functions.platform.servicebus;

import org.jspecify.annotations.NullMarked;
