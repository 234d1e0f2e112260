/**
 * The two record kinds that make delivery safe, as documents of any Cosmos container. An outbox entry is a message to be
 * published; an inbox entry says that a message was handled. Both are written in one batch with the state they belong to.
 */
@NullMarked
package dev.convoy.contracts.outbox;

import org.jspecify.annotations.NullMarked;
