/**
 * The hub's gRPC face: the service that the Durable Task SDK's clients and workers speak ({@code orchestrator_service.proto},
 * TaskHubSidecarService). Turns messages into values of the engine and back. Decides nothing.
 */
@NullMarked
package dev.convoy.runtime.durable.grpc;

import org.jspecify.annotations.NullMarked;
