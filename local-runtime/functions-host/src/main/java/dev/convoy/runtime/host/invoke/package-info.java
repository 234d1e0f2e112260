/**
 * Calls functions in the app's child JVM: launches it, watches it, speaks FunctionRpc with it and starts it anew when it dies. Every
 * call ends in an {@link dev.convoy.runtime.host.invoke.Outcome}, a lost worker's too; whoever called decides whether to try again.
 */
@NullMarked
package dev.convoy.runtime.host.invoke;

import org.jspecify.annotations.NullMarked;
