/**
 * A durable task hub in this process: orchestrations, activities, timers and events for the Durable Task SDK, over gRPC and HTTP.
 * The facade starts and stops it; the packages below are its parts. Knows nothing of function apps.
 */
@NullMarked
package dev.convoy.runtime.durable;

import org.jspecify.annotations.NullMarked;
