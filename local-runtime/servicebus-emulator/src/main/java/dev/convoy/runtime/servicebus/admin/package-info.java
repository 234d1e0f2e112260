/**
 * The HTTP side: health and administration of the broker. Requests run on the broker's own thread, like those over AMQP.
 * Speaks HTTP only to this machine and holds no state.
 */
@NullMarked
package dev.convoy.runtime.servicebus.admin;

import org.jspecify.annotations.NullMarked;
