/**
 * The local runtime as one thing: starts Azurite, the emulators, task hubs and function apps, and stops them in reverse. Everything but
 * the apps and Azurite runs as threads of this JVM. Knows apps by their staged folders only.
 */
@NullMarked
package dev.convoy.runtime.stack;

import org.jspecify.annotations.NullMarked;
