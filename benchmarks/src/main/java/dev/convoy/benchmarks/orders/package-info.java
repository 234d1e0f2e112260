/**
 * What the order saga does per second, and how long one order takes, on a stack started by the launcher script as a user starts it. Load
 * comes over HTTP, from another process. The first figure is the time from typing the command to the first good answer.
 */
@NullMarked
package dev.convoy.benchmarks.orders;

import org.jspecify.annotations.NullMarked;
