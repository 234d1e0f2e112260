/**
 * A function app as its authors might write it: plain Java, no framework, one function per binding. It remembers what reached it, so that
 * tests can ask. It knows nothing of Convoy.
 */
@NullMarked
package dev.convoy.sample;

import org.jspecify.annotations.NullMarked;
