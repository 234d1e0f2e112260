/**
 * The child JVM's side: a language worker for Java apps on the public FunctionRpc protocol. It loads the app apart from its own
 * libraries, runs middleware, injector and function as the platform's Java worker does, and converts values by the same rules, never
 * more leniently. The process ends with the stream or with its standard input, whichever ends first.
 */
@NullMarked
package dev.convoy.runtime.host.worker;

import org.jspecify.annotations.NullMarked;
