/**
 * What the lookup system adds to its providers, and how many lookups a second it stands, on a stack started by the launcher script. The
 * providers are the offline ones, with latencies set over their control API; the slowest of them is asked directly in the same run.
 */
@NullMarked
package dev.convoy.benchmarks.lookups;

import org.jspecify.annotations.NullMarked;
