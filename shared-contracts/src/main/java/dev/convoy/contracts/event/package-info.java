/**
 * The envelope around everything that crosses the bus: a CloudEvent 1.0 in structured JSON. Types are registered once with their
 * payload class. Reading names the field that is wrong.
 */
@NullMarked
package dev.convoy.contracts.event;

import org.jspecify.annotations.NullMarked;
