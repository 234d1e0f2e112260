/**
 * Time as something passed in. {@link dev.convoy.runtime.kit.time.Timers} wakes its callers, by the wall clock in a server and
 * by hand in a test. Nothing in the local runtime asks the system for the time in any other way.
 */
@NullMarked
package dev.convoy.runtime.kit.time;

import org.jspecify.annotations.NullMarked;
