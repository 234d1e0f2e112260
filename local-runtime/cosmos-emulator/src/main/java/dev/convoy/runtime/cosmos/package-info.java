/**
 * Cosmos DB for NoSQL on one machine, for the unmodified Azure SDKs in gateway mode. {@link
 * dev.convoy.runtime.cosmos.CosmosEmulator} starts it: the core in {@code documents}, its queries, its journal, and the HTTP
 * shell. Loopback only; not for production data.
 */
@NullMarked
package dev.convoy.runtime.cosmos;

import org.jspecify.annotations.NullMarked;
