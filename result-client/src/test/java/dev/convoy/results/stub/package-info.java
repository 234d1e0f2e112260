/** A result service and its blobs in memory, behind real HTTP, for tests of the client. */
@NullMarked
package dev.convoy.results.stub;

import org.jspecify.annotations.NullMarked;
