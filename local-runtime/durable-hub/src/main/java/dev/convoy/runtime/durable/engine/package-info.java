/**
 * The task hub itself: instances, their turns, what waits for whom, and which worker does what. Plain Java on one thread at a
 * time, with time and storage passed in. Speaks no wire; gRPC and HTTP stand around it.
 */
@NullMarked
package dev.convoy.runtime.durable.engine;

import org.jspecify.annotations.NullMarked;
