/**
 * What the Cosmos emulator does per second beside a server that only parses, how long a query takes, what a million documents need, and how
 * fast it starts and recovers. Every server runs in a JVM of its own; the client here does as little as it can, since it shares the machine.
 */
@NullMarked
package dev.convoy.benchmarks.cosmos;

import org.jspecify.annotations.NullMarked;
