/**
 * The SQL of Cosmos DB for NoSQL: parsed into a tree, checked, and evaluated with undefined and three-valued logic over the
 * documents a source hands in. Values are JSON nodes, a missing node is undefined. The text's grammar and meaning are those of
 * the query language reference of the service's documentation.
 */
@NullMarked
package dev.convoy.runtime.cosmos.query;

import org.jspecify.annotations.NullMarked;
