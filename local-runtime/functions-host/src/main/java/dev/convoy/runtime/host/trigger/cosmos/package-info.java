/**
 * The Cosmos DB trigger, in gateway mode: the SDK's change feed by range, with a lease for each that says how far it was handled. A batch
 * of changes is handed to the function until it succeeds, unless the function's retry policy says when to give up; only then does the
 * lease move on. So delivery is at least once, in order within a partition key.
 */
@NullMarked
package dev.convoy.runtime.host.trigger.cosmos;

import org.jspecify.annotations.NullMarked;
