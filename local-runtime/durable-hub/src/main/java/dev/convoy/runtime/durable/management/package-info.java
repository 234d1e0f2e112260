/**
 * The hub's HTTP face: the management API of Durable Functions below {@code /runtime/webhooks/durabletask}. Shapes of requests and
 * answers follow its reference documentation. Decides nothing; asks the engine.
 */
@NullMarked
package dev.convoy.runtime.durable.management;

import org.jspecify.annotations.NullMarked;
