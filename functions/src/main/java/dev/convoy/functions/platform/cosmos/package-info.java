/**
 * Cosmos DB behind the document port. One client per process, gateway mode on a laptop, database and containers created there if
 * missing. Answers of the service become outcomes, its outages become exceptions that may be retried.
 */
@NullMarked
package dev.convoy.functions.platform.cosmos;

import org.jspecify.annotations.NullMarked;
