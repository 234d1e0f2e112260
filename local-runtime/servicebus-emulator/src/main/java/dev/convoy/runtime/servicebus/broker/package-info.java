/**
 * The broker itself: queues, topics, subscriptions, locks, sessions, transactions and time. Plain Java without wire, threads or clock: each call
 * takes the time, decides, hands its changes to the store port and answers. Confined to one thread.
 */
@NullMarked
package dev.convoy.runtime.servicebus.broker;

import org.jspecify.annotations.NullMarked;
