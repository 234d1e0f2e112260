/**
 * Durable functions: the host is a worker of the task hub, takes orchestrator turns and activities from its work-item stream, has the app run
 * them as invocations and reports back. It meets the hub over gRPC only. A turn or activity lost with its JVM is run again, since
 * turns replay and activities are promised at least once.
 */
@NullMarked
package dev.convoy.runtime.host.trigger.durable;

import org.jspecify.annotations.NullMarked;
