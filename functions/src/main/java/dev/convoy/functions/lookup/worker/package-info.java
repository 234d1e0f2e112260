/**
 * The template that every lookup worker shares: check, time, look up through the cache, store by size, publish. A worker contributes a
 * lookup and nothing else. Repeating a command repeats nothing.
 */
@NullMarked
package dev.convoy.functions.lookup.worker;

import org.jspecify.annotations.NullMarked;
