/**
 * What {@code ./convoy demo} runs: scenarios that drive real orders through the public API on a stack of their own. A scenario tells what
 * happens while it happens and fails with one sentence. The system tests run the same scenarios.
 */
@NullMarked
package dev.convoy.systemtests.demo;

import org.jspecify.annotations.NullMarked;
