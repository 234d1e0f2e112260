package dev.convoy.runtime.durable.engine;

/**
 * The connection a worker's stream and its answers come over. The protocol matches answers by instance id only, so this is what
 * tells the answer of the worker that holds an item from a late one of a worker that has lost it.
 */
public record ConnectionId(long value) {}
