/**
 * The start of the app: its one Spring configuration and its settings, checked once. Nothing here decides anything. Everything else
 * is plain Java that can be built without Spring.
 */
@NullMarked
package dev.convoy.orchestrations.wiring;

import org.jspecify.annotations.NullMarked;
