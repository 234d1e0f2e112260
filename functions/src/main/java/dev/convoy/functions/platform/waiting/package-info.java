/**
 * Callers who wait for something to change. Woken by this process's change feed and looking once a second besides, since other
 * instances have their share of the feed. Bounded in number.
 */
@NullMarked
package dev.convoy.functions.platform.waiting;

import org.jspecify.annotations.NullMarked;
