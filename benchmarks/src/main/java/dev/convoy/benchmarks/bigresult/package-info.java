/**
 * How fast big results are put together, beside a plain client that stages the same chunks as blocks into the same Azurite with the same concurrency
 * and keeps no books. The time runs from "all chunks lie in staging" to "committed". Checks first whether the disk can hold what it is about to write.
 */
@NullMarked
package dev.convoy.benchmarks.bigresult;

import org.jspecify.annotations.NullMarked;
