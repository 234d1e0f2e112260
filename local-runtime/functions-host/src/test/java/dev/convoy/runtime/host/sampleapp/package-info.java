/**
 * A small plain Functions app, packed and staged by the tests. It is loaded by a worker's class loader and never by the tests themselves. It
 * uses what the Functions library offers and nothing else.
 */
@NullMarked
package dev.convoy.runtime.host.sampleapp;

import org.jspecify.annotations.NullMarked;
