/**
 * Where everything an app and its host have to say ends up: one line at a time, with its level, its origin and the function it belongs
 * to. The host writes no file and no console of its own; whoever starts it decides by giving a sink.
 */
@NullMarked
package dev.convoy.runtime.host.log;

import org.jspecify.annotations.NullMarked;
