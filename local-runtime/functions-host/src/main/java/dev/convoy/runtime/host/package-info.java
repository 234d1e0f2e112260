/**
 * Runs a staged Java function app on this machine, as the Functions runtime would: {@link dev.convoy.runtime.host.FunctionsHost} reads the
 * folder, starts the app in a JVM of its own and connects its triggers and bindings. Everything else is in the packages below.
 */
@NullMarked
package dev.convoy.runtime.host;

import org.jspecify.annotations.NullMarked;
