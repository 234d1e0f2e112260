/**
 * What the functions host costs: HTTP requests and orchestrations through the staged sample app in its worker's JVM, and the time from start to the
 * first answer. Client, host and worker share the machine's processors.
 */
@NullMarked
package dev.convoy.benchmarks.host;

import org.jspecify.annotations.NullMarked;
