/**
 * The lookup API and its workers' functions: accept, follow, cancel, call back. A request is stored with the message that starts its
 * orchestration in one batch; answers are read from what workers wrote beside it.
 */
@NullMarked
package dev.convoy.functions.lookup;

import org.jspecify.annotations.NullMarked;
