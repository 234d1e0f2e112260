/**
 * The AMQP 1.0 side: connections, links, credit and settlement as the Service Bus SDKs use them, translated into calls of the broker.
 * One thread runs all connections and the broker; answers leave only after the journal has what they promise.
 */
@NullMarked
package dev.convoy.runtime.servicebus.amqp;

import org.jspecify.annotations.NullMarked;
