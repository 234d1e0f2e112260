/**
 * The task hub's speed: the core in process with its journal, the hub over gRPC with the SDK's worker, and a peer beside both. All run
 * the same workflow, five trivial activities one after another. Figures are of this machine and this moment.
 */
@NullMarked
package dev.convoy.benchmarks.durable;

import org.jspecify.annotations.NullMarked;
