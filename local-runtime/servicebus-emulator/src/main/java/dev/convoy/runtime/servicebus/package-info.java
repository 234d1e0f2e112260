/**
 * Service Bus on this machine: what the Azure SDKs expect of it over AMQP, kept in a crash-safe journal. Start one with
 * {@link dev.convoy.runtime.servicebus.ServiceBusEmulator}; everything behind it is split into core, store and wire.
 */
@NullMarked
package dev.convoy.runtime.servicebus;

import org.jspecify.annotations.NullMarked;
