/**
 * What whoever runs this app asks of it: does it live, and do the things it needs answer. Asked once at the start, it also wakes the
 * app, so that the first order does not wait for that. No business here.
 */
@NullMarked
package dev.convoy.orchestrations.operations;

import org.jspecify.annotations.NullMarked;
