/**
 * What a stack consists of, read from a {@code convoy.json}: apps, their settings, the Service Bus configuration, Cosmos containers.
 * The local runtime knows of no app; this file is where a repository tells it. A mistake in it is answered with the file and the field.
 */
@NullMarked
package dev.convoy.runtime.stack.description;

import org.jspecify.annotations.NullMarked;
