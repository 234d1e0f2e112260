/**
 * The port behind which documents lie: partitions of JSON documents, each changed by all-or-nothing commits. Cosmos DB is one
 * implementation, a map in memory another. What is refused (exists already, changed since, missing) is an answer, not an exception.
 */
@NullMarked
package dev.convoy.functions.platform.store;

import org.jspecify.annotations.NullMarked;
