/**
 * A task hub for tests, in memory and on one thread, driven by whoever tests. Every turn replays the whole history through the Durable
 * Task SDK's own executor, so an orchestrator that is not deterministic fails at once. Nothing happens by itself.
 */
@NullMarked
package dev.convoy.orchestrations.replay;

import org.jspecify.annotations.NullMarked;
