/**
 * Server-side JavaScript: stored procedures, triggers and user-defined functions, run by Rhino's interpreter in a sandbox that has no way
 * into Java and a budget of instructions and memory. What scripts do to items goes through one transaction of the core. Knows nothing of
 * the wire.
 */
@NullMarked
package dev.convoy.runtime.cosmos.script;

import org.jspecify.annotations.NullMarked;
