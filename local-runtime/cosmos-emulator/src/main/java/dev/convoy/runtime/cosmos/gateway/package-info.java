/**
 * The HTTP shell of the emulator: the REST wire that the Azure Cosmos DB SDKs speak in gateway mode, on Netty. It reads requests,
 * asks the core and the query engine, and maps their answers to status codes and headers. Source: the REST reference of the
 * service and what azure-cosmos sends and expects.
 */
@NullMarked
package dev.convoy.runtime.cosmos.gateway;

import org.jspecify.annotations.NullMarked;
