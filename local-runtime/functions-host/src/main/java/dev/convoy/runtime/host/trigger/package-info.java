/**
 * Triggers, one package per kind of binding: each waits for its event, turns it into an invocation and deals with the outcome by the
 * rules of its source. This package holds what they share.
 */
@NullMarked
package dev.convoy.runtime.host.trigger;

import org.jspecify.annotations.NullMarked;
